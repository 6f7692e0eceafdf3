using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Attendance.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DayTools : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "handover_notes",
                schema: "attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    location_code = table.Column<string>(type: "text", nullable: false),
                    group_code = table.Column<string>(type: "text", nullable: false),
                    written_by = table.Column<string>(type: "text", nullable: false),
                    written_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    done_by = table.Column<string>(type: "text", nullable: false),
                    done_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    sealed_text = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_handover_notes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "naps",
                schema: "attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    location_code = table.Column<string>(type: "text", nullable: false),
                    group_code = table.Column<string>(type: "text", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    to = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_naps", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "sleep_rules",
                schema: "attendance",
                columns: table => new
                {
                    location_code = table.Column<string>(type: "text", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_sleep_rules", x => x.location_code);
                });

            migrationBuilder.CreateTable(
                name: "nap_checks",
                schema: "attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    nap_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_nap_checks", x => x.id);
                    table.ForeignKey(
                        name: "FK_nap_checks_naps_nap_id",
                        column: x => x.nap_id,
                        principalSchema: "attendance",
                        principalTable: "naps",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_handover_notes_group_code_done_at",
                schema: "attendance",
                table: "handover_notes",
                columns: new[] { "group_code", "done_at" });

            migrationBuilder.CreateIndex(
                name: "IX_nap_checks_nap_id",
                schema: "attendance",
                table: "nap_checks",
                column: "nap_id");

            migrationBuilder.CreateIndex(
                name: "IX_naps_child_id_date",
                schema: "attendance",
                table: "naps",
                columns: new[] { "child_id", "date" },
                unique: true,
                filter: "\"to\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_naps_group_code_date",
                schema: "attendance",
                table: "naps",
                columns: new[] { "group_code", "date" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "handover_notes",
                schema: "attendance");

            migrationBuilder.DropTable(
                name: "nap_checks",
                schema: "attendance");

            migrationBuilder.DropTable(
                name: "sleep_rules",
                schema: "attendance");

            migrationBuilder.DropTable(
                name: "naps",
                schema: "attendance");
        }
    }
}

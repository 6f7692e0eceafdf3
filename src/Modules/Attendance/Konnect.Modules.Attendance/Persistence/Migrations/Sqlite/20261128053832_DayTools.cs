using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Attendance.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DayTools : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "attendance_handover_notes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    location_code = table.Column<string>(type: "TEXT", nullable: false),
                    group_code = table.Column<string>(type: "TEXT", nullable: false),
                    written_by = table.Column<string>(type: "TEXT", nullable: false),
                    written_at = table.Column<long>(type: "INTEGER", nullable: false),
                    done_by = table.Column<string>(type: "TEXT", nullable: false),
                    done_at = table.Column<long>(type: "INTEGER", nullable: true),
                    sealed_text = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_handover_notes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "attendance_naps",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    child_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    location_code = table.Column<string>(type: "TEXT", nullable: false),
                    group_code = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    to = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_naps", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "attendance_sleep_rules",
                columns: table => new
                {
                    location_code = table.Column<string>(type: "TEXT", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_sleep_rules", x => x.location_code);
                });

            migrationBuilder.CreateTable(
                name: "attendance_nap_checks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    nap_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_nap_checks", x => x.id);
                    table.ForeignKey(
                        name: "FK_attendance_nap_checks_attendance_naps_nap_id",
                        column: x => x.nap_id,
                        principalTable: "attendance_naps",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_attendance_handover_notes_group_code_done_at",
                table: "attendance_handover_notes",
                columns: new[] { "group_code", "done_at" });

            migrationBuilder.CreateIndex(
                name: "IX_attendance_nap_checks_nap_id",
                table: "attendance_nap_checks",
                column: "nap_id");

            migrationBuilder.CreateIndex(
                name: "IX_attendance_naps_child_id_date",
                table: "attendance_naps",
                columns: new[] { "child_id", "date" },
                unique: true,
                filter: "\"to\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_attendance_naps_group_code_date",
                table: "attendance_naps",
                columns: new[] { "group_code", "date" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attendance_handover_notes");

            migrationBuilder.DropTable(
                name: "attendance_nap_checks");

            migrationBuilder.DropTable(
                name: "attendance_sleep_rules");

            migrationBuilder.DropTable(
                name: "attendance_naps");
        }
    }
}

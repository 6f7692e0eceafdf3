using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Attendance.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Evacuations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "evacuations",
                schema: "attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    location_code = table.Column<string>(type: "text", nullable: false),
                    group_code = table.Column<string>(type: "text", nullable: true),
                    is_drill = table.Column<bool>(type: "boolean", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    started_by = table.Column<string>(type: "text", nullable: false),
                    ended_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    ended_by = table.Column<string>(type: "text", nullable: false),
                    sealed_remark = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_evacuations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "evacuation_persons",
                schema: "attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    evacuation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: true),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    group_code = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    added_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_evacuation_persons", x => x.id);
                    table.ForeignKey(
                        name: "FK_evacuation_persons_evacuations_evacuation_id",
                        column: x => x.evacuation_id,
                        principalSchema: "attendance",
                        principalTable: "evacuations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "evacuation_readers",
                schema: "attendance",
                columns: table => new
                {
                    evacuation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_evacuation_readers", x => new { x.evacuation_id, x.name });
                    table.ForeignKey(
                        name: "FK_evacuation_readers_evacuations_evacuation_id",
                        column: x => x.evacuation_id,
                        principalSchema: "attendance",
                        principalTable: "evacuations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "evacuation_ticks",
                schema: "attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    evacuation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    is_undo = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_evacuation_ticks", x => x.id);
                    table.ForeignKey(
                        name: "FK_evacuation_ticks_evacuation_persons_person_id",
                        column: x => x.person_id,
                        principalSchema: "attendance",
                        principalTable: "evacuation_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_evacuation_ticks_evacuations_evacuation_id",
                        column: x => x.evacuation_id,
                        principalSchema: "attendance",
                        principalTable: "evacuations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_evacuation_persons_evacuation_id_child_id",
                schema: "attendance",
                table: "evacuation_persons",
                columns: new[] { "evacuation_id", "child_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_evacuation_persons_evacuation_id_staff_id",
                schema: "attendance",
                table: "evacuation_persons",
                columns: new[] { "evacuation_id", "staff_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_evacuation_ticks_evacuation_id_at",
                schema: "attendance",
                table: "evacuation_ticks",
                columns: new[] { "evacuation_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_evacuation_ticks_person_id",
                schema: "attendance",
                table: "evacuation_ticks",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "IX_evacuations_location_code",
                schema: "attendance",
                table: "evacuations",
                column: "location_code",
                unique: true,
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_evacuations_location_code_started_at",
                schema: "attendance",
                table: "evacuations",
                columns: new[] { "location_code", "started_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "evacuation_readers",
                schema: "attendance");

            migrationBuilder.DropTable(
                name: "evacuation_ticks",
                schema: "attendance");

            migrationBuilder.DropTable(
                name: "evacuation_persons",
                schema: "attendance");

            migrationBuilder.DropTable(
                name: "evacuations",
                schema: "attendance");
        }
    }
}

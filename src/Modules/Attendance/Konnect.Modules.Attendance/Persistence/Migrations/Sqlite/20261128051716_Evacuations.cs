using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Attendance.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Evacuations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "attendance_evacuations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    location_code = table.Column<string>(type: "TEXT", nullable: false),
                    group_code = table.Column<string>(type: "TEXT", nullable: true),
                    is_drill = table.Column<bool>(type: "INTEGER", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    started_by = table.Column<string>(type: "TEXT", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    ended_by = table.Column<string>(type: "TEXT", nullable: false),
                    sealed_remark = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_evacuations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "attendance_evacuation_persons",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    evacuation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    child_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    group_code = table.Column<string>(type: "TEXT", nullable: false),
                    since = table.Column<long>(type: "INTEGER", nullable: true),
                    added_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_evacuation_persons", x => x.id);
                    table.ForeignKey(
                        name: "FK_attendance_evacuation_persons_attendance_evacuations_evacuation_id",
                        column: x => x.evacuation_id,
                        principalTable: "attendance_evacuations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "attendance_evacuation_readers",
                columns: table => new
                {
                    evacuation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_evacuation_readers", x => new { x.evacuation_id, x.name });
                    table.ForeignKey(
                        name: "FK_attendance_evacuation_readers_attendance_evacuations_evacuation_id",
                        column: x => x.evacuation_id,
                        principalTable: "attendance_evacuations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "attendance_evacuation_ticks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    evacuation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<string>(type: "TEXT", nullable: false),
                    is_undo = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_evacuation_ticks", x => x.id);
                    table.ForeignKey(
                        name: "FK_attendance_evacuation_ticks_attendance_evacuation_persons_person_id",
                        column: x => x.person_id,
                        principalTable: "attendance_evacuation_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_attendance_evacuation_ticks_attendance_evacuations_evacuation_id",
                        column: x => x.evacuation_id,
                        principalTable: "attendance_evacuations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_attendance_evacuation_persons_evacuation_id_child_id",
                table: "attendance_evacuation_persons",
                columns: new[] { "evacuation_id", "child_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_attendance_evacuation_persons_evacuation_id_staff_id",
                table: "attendance_evacuation_persons",
                columns: new[] { "evacuation_id", "staff_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_attendance_evacuation_ticks_evacuation_id_at",
                table: "attendance_evacuation_ticks",
                columns: new[] { "evacuation_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_attendance_evacuation_ticks_person_id",
                table: "attendance_evacuation_ticks",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "IX_attendance_evacuations_location_code",
                table: "attendance_evacuations",
                column: "location_code",
                unique: true,
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_attendance_evacuations_location_code_started_at",
                table: "attendance_evacuations",
                columns: new[] { "location_code", "started_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attendance_evacuation_readers");

            migrationBuilder.DropTable(
                name: "attendance_evacuation_ticks");

            migrationBuilder.DropTable(
                name: "attendance_evacuation_persons");

            migrationBuilder.DropTable(
                name: "attendance_evacuations");
        }
    }
}

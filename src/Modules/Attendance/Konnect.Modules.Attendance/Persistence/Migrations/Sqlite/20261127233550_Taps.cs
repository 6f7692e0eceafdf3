using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Attendance.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Taps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_staff_presences_open",
                table: "attendance_staff_presences");

            migrationBuilder.DropIndex(
                name: "ix_child_presences_open",
                table: "attendance_child_presences");

            migrationBuilder.CreateTable(
                name: "attendance_child_taps",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    child_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    location_code = table.Column<string>(type: "TEXT", nullable: false),
                    group_code = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    registered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    sent_by = table.Column<string>(type: "TEXT", nullable: false),
                    is_clock_corrected = table.Column<bool>(type: "INTEGER", nullable: false),
                    withdrawn_at = table.Column<long>(type: "INTEGER", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_child_taps", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "attendance_staff_taps",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    location_code = table.Column<string>(type: "TEXT", nullable: false),
                    group_code = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    registered_at = table.Column<long>(type: "INTEGER", nullable: false),
                    sent_by = table.Column<string>(type: "TEXT", nullable: false),
                    is_clock_corrected = table.Column<bool>(type: "INTEGER", nullable: false),
                    withdrawn_at = table.Column<long>(type: "INTEGER", nullable: true),
                    outcome = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_staff_taps", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_attendance_child_taps_child_id_date_number",
                table: "attendance_child_taps",
                columns: new[] { "child_id", "date", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_attendance_child_taps_location_code_date",
                table: "attendance_child_taps",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_attendance_staff_taps_location_code_date",
                table: "attendance_staff_taps",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_attendance_staff_taps_staff_id_date_number",
                table: "attendance_staff_taps",
                columns: new[] { "staff_id", "date", "number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attendance_child_taps");

            migrationBuilder.DropTable(
                name: "attendance_staff_taps");

            migrationBuilder.CreateIndex(
                name: "ix_staff_presences_open",
                table: "attendance_staff_presences",
                columns: new[] { "staff_id", "date" },
                unique: true,
                filter: "departed_at IS NULL AND withdrawn_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_child_presences_open",
                table: "attendance_child_presences",
                columns: new[] { "child_id", "date" },
                unique: true,
                filter: "departed_at IS NULL AND withdrawn_at IS NULL");
        }
    }
}

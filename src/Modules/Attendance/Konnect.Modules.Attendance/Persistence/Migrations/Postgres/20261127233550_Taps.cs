using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Attendance.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Taps : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_staff_presences_open",
                schema: "attendance",
                table: "staff_presences");

            migrationBuilder.DropIndex(
                name: "ix_child_presences_open",
                schema: "attendance",
                table: "child_presences");

            migrationBuilder.CreateTable(
                name: "child_taps",
                schema: "attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    location_code = table.Column<string>(type: "text", nullable: false),
                    group_code = table.Column<string>(type: "text", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    registered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    sent_by = table.Column<string>(type: "text", nullable: false),
                    is_clock_corrected = table.Column<bool>(type: "boolean", nullable: false),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_child_taps", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "staff_taps",
                schema: "attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    location_code = table.Column<string>(type: "text", nullable: false),
                    group_code = table.Column<string>(type: "text", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    registered_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    sent_by = table.Column<string>(type: "text", nullable: false),
                    is_clock_corrected = table.Column<bool>(type: "boolean", nullable: false),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    outcome = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_taps", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_child_taps_child_id_date_number",
                schema: "attendance",
                table: "child_taps",
                columns: new[] { "child_id", "date", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_child_taps_location_code_date",
                schema: "attendance",
                table: "child_taps",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_staff_taps_location_code_date",
                schema: "attendance",
                table: "staff_taps",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_staff_taps_staff_id_date_number",
                schema: "attendance",
                table: "staff_taps",
                columns: new[] { "staff_id", "date", "number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "child_taps",
                schema: "attendance");

            migrationBuilder.DropTable(
                name: "staff_taps",
                schema: "attendance");

            migrationBuilder.CreateIndex(
                name: "ix_staff_presences_open",
                schema: "attendance",
                table: "staff_presences",
                columns: new[] { "staff_id", "date" },
                unique: true,
                filter: "departed_at IS NULL AND withdrawn_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_child_presences_open",
                schema: "attendance",
                table: "child_presences",
                columns: new[] { "child_id", "date" },
                unique: true,
                filter: "departed_at IS NULL AND withdrawn_at IS NULL");
        }
    }
}

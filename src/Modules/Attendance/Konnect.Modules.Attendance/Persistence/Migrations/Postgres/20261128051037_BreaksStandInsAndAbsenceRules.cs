using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Attendance.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class BreaksStandInsAndAbsenceRules : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_break",
                schema: "attendance",
                table: "staff_taps",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "absence_rules",
                schema: "attendance",
                columns: table => new
                {
                    reason = table.Column<string>(type: "text", nullable: false),
                    days_before = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<TimeOnly>(type: "time without time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_absence_rules", x => x.reason);
                });

            migrationBuilder.CreateTable(
                name: "stand_ins",
                schema: "attendance",
                columns: table => new
                {
                    location_code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    phone = table.Column<string>(type: "text", nullable: false),
                    modified_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stand_ins", x => x.location_code);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "absence_rules",
                schema: "attendance");

            migrationBuilder.DropTable(
                name: "stand_ins",
                schema: "attendance");

            migrationBuilder.DropColumn(
                name: "is_break",
                schema: "attendance",
                table: "staff_taps");
        }
    }
}

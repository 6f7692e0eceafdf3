using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Attendance.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Collectors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "collected_by",
                table: "attendance_child_taps",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "collector_id",
                table: "attendance_child_taps",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "collector_reason",
                table: "attendance_child_taps",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "collector_relation",
                table: "attendance_child_taps",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_identified",
                table: "attendance_child_taps",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "attendance_collector_rules",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    ask = table.Column<string>(type: "TEXT", nullable: false),
                    instruction = table.Column<string>(type: "TEXT", nullable: false),
                    always_since = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_collector_rules", x => x.id);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attendance_collector_rules");

            migrationBuilder.DropColumn(
                name: "collected_by",
                table: "attendance_child_taps");

            migrationBuilder.DropColumn(
                name: "collector_id",
                table: "attendance_child_taps");

            migrationBuilder.DropColumn(
                name: "collector_reason",
                table: "attendance_child_taps");

            migrationBuilder.DropColumn(
                name: "collector_relation",
                table: "attendance_child_taps");

            migrationBuilder.DropColumn(
                name: "is_identified",
                table: "attendance_child_taps");
        }
    }
}

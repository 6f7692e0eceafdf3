using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Attendance.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Collectors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "collected_by",
                schema: "attendance",
                table: "child_taps",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "collector_id",
                schema: "attendance",
                table: "child_taps",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "collector_reason",
                schema: "attendance",
                table: "child_taps",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "collector_relation",
                schema: "attendance",
                table: "child_taps",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_identified",
                schema: "attendance",
                table: "child_taps",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.CreateTable(
                name: "collector_rules",
                schema: "attendance",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    ask = table.Column<string>(type: "text", nullable: false),
                    instruction = table.Column<string>(type: "text", nullable: false),
                    always_since = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_collector_rules", x => x.id);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "collector_rules",
                schema: "attendance");

            migrationBuilder.DropColumn(
                name: "collected_by",
                schema: "attendance",
                table: "child_taps");

            migrationBuilder.DropColumn(
                name: "collector_id",
                schema: "attendance",
                table: "child_taps");

            migrationBuilder.DropColumn(
                name: "collector_reason",
                schema: "attendance",
                table: "child_taps");

            migrationBuilder.DropColumn(
                name: "collector_relation",
                schema: "attendance",
                table: "child_taps");

            migrationBuilder.DropColumn(
                name: "is_identified",
                schema: "attendance",
                table: "child_taps");
        }
    }
}

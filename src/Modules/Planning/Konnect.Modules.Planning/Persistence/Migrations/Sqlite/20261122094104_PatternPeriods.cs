using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Planning.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class PatternPeriods : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_planning_placement_days_placement_id_weekday_weeks_start_time",
                table: "planning_placement_days");

            migrationBuilder.AddColumn<DateOnly>(
                name: "first_day",
                table: "planning_placement_days",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "last_day",
                table: "planning_placement_days",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_planning_placement_days_placement_id_weekday_weeks_start_time",
                table: "planning_placement_days",
                columns: new[] { "placement_id", "weekday", "weeks", "start_time" },
                unique: true,
                filter: "last_day IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_planning_placement_days_placement_id_weekday_weeks_start_time",
                table: "planning_placement_days");

            migrationBuilder.DropColumn(
                name: "first_day",
                table: "planning_placement_days");

            migrationBuilder.DropColumn(
                name: "last_day",
                table: "planning_placement_days");

            migrationBuilder.CreateIndex(
                name: "IX_planning_placement_days_placement_id_weekday_weeks_start_time",
                table: "planning_placement_days",
                columns: new[] { "placement_id", "weekday", "weeks", "start_time" },
                unique: true);
        }
    }
}

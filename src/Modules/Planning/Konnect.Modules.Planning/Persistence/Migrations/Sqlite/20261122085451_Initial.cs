using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Planning.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "planning_locations",
                columns: table => new
                {
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    lrk_number = table.Column<string>(type: "TEXT", nullable: true),
                    street = table.Column<string>(type: "TEXT", nullable: true),
                    house_number = table.Column<string>(type: "TEXT", nullable: true),
                    postal_code = table.Column<string>(type: "TEXT", nullable: true),
                    city = table.Column<string>(type: "TEXT", nullable: true),
                    phone = table.Column<string>(type: "TEXT", nullable: true),
                    opens = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    closes = table.Column<TimeOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_planning_locations", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "planning_staff",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    feed_key = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    first_name = table.Column<string>(type: "TEXT", nullable: false),
                    infix = table.Column<string>(type: "TEXT", nullable: true),
                    last_name = table.Column<string>(type: "TEXT", nullable: false),
                    email = table.Column<string>(type: "TEXT", nullable: true),
                    job = table.Column<string>(type: "TEXT", nullable: false),
                    counts_in_ratio = table.Column<bool>(type: "INTEGER", nullable: false),
                    register_checked_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    certificate_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    starts_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_planning_staff", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "planning_calendar",
                columns: table => new
                {
                    location_code = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_planning_calendar", x => new { x.location_code, x.date, x.kind });
                    table.ForeignKey(
                        name: "FK_planning_calendar_planning_locations_location_code",
                        column: x => x.location_code,
                        principalTable: "planning_locations",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "planning_groups",
                columns: table => new
                {
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    location_code = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    care_type = table.Column<string>(type: "TEXT", nullable: false),
                    vve = table.Column<bool>(type: "INTEGER", nullable: false),
                    age_from = table.Column<int>(type: "INTEGER", nullable: false),
                    age_to = table.Column<int>(type: "INTEGER", nullable: false),
                    capacity = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_planning_groups", x => x.code);
                    table.ForeignKey(
                        name: "FK_planning_groups_planning_locations_location_code",
                        column: x => x.location_code,
                        principalTable: "planning_locations",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "planning_placements",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    feed_key = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    child_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    child_key = table.Column<Guid>(type: "TEXT", nullable: false),
                    group_code = table.Column<string>(type: "TEXT", nullable: false),
                    product = table.Column<string>(type: "TEXT", nullable: true),
                    start_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    end_date = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_planning_placements", x => x.id);
                    table.ForeignKey(
                        name: "FK_planning_placements_planning_groups_group_code",
                        column: x => x.group_code,
                        principalTable: "planning_groups",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "planning_roster",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staff_member_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    group_code = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    start_time = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    end_time = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    break_start = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    break_end = table.Column<TimeOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_planning_roster", x => x.id);
                    table.ForeignKey(
                        name: "FK_planning_roster_planning_groups_group_code",
                        column: x => x.group_code,
                        principalTable: "planning_groups",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_planning_roster_planning_staff_staff_member_id",
                        column: x => x.staff_member_id,
                        principalTable: "planning_staff",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "planning_staff_groups",
                columns: table => new
                {
                    staff_member_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    group_code = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_planning_staff_groups", x => new { x.staff_member_id, x.group_code });
                    table.ForeignKey(
                        name: "FK_planning_staff_groups_planning_groups_group_code",
                        column: x => x.group_code,
                        principalTable: "planning_groups",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_planning_staff_groups_planning_staff_staff_member_id",
                        column: x => x.staff_member_id,
                        principalTable: "planning_staff",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "planning_placement_days",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    placement_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    weekday = table.Column<string>(type: "TEXT", nullable: false),
                    start_time = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    end_time = table.Column<TimeOnly>(type: "TEXT", nullable: false),
                    weeks = table.Column<string>(type: "TEXT", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_planning_placement_days", x => x.id);
                    table.ForeignKey(
                        name: "FK_planning_placement_days_planning_placements_placement_id",
                        column: x => x.placement_id,
                        principalTable: "planning_placements",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_planning_groups_location_code",
                table: "planning_groups",
                column: "location_code");

            migrationBuilder.CreateIndex(
                name: "IX_planning_placement_days_placement_id_weekday_weeks_start_time",
                table: "planning_placement_days",
                columns: new[] { "placement_id", "weekday", "weeks", "start_time" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_planning_placements_child_id",
                table: "planning_placements",
                column: "child_id");

            migrationBuilder.CreateIndex(
                name: "IX_planning_placements_group_code_start_date",
                table: "planning_placements",
                columns: new[] { "group_code", "start_date" });

            migrationBuilder.CreateIndex(
                name: "IX_planning_placements_number",
                table: "planning_placements",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_planning_roster_group_code_date",
                table: "planning_roster",
                columns: new[] { "group_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_planning_roster_staff_member_id_date_group_code_start_time",
                table: "planning_roster",
                columns: new[] { "staff_member_id", "date", "group_code", "start_time" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_planning_staff_number",
                table: "planning_staff",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_planning_staff_groups_group_code",
                table: "planning_staff_groups",
                column: "group_code");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "planning_calendar");

            migrationBuilder.DropTable(
                name: "planning_placement_days");

            migrationBuilder.DropTable(
                name: "planning_roster");

            migrationBuilder.DropTable(
                name: "planning_staff_groups");

            migrationBuilder.DropTable(
                name: "planning_placements");

            migrationBuilder.DropTable(
                name: "planning_staff");

            migrationBuilder.DropTable(
                name: "planning_groups");

            migrationBuilder.DropTable(
                name: "planning_locations");
        }
    }
}

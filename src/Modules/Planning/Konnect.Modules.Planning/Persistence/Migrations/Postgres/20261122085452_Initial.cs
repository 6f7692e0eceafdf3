using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Planning.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "planning");

            migrationBuilder.CreateTable(
                name: "locations",
                schema: "planning",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    lrk_number = table.Column<string>(type: "text", nullable: true),
                    street = table.Column<string>(type: "text", nullable: true),
                    house_number = table.Column<string>(type: "text", nullable: true),
                    postal_code = table.Column<string>(type: "text", nullable: true),
                    city = table.Column<string>(type: "text", nullable: true),
                    phone = table.Column<string>(type: "text", nullable: true),
                    opens = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    closes = table.Column<TimeOnly>(type: "time without time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_locations", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "staff",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    feed_key = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    first_name = table.Column<string>(type: "text", nullable: false),
                    infix = table.Column<string>(type: "text", nullable: true),
                    last_name = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "text", nullable: true),
                    job = table.Column<string>(type: "text", nullable: false),
                    counts_in_ratio = table.Column<bool>(type: "boolean", nullable: false),
                    register_checked_on = table.Column<DateOnly>(type: "date", nullable: true),
                    certificate_on = table.Column<DateOnly>(type: "date", nullable: true),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "calendar",
                schema: "planning",
                columns: table => new
                {
                    location_code = table.Column<string>(type: "text", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_calendar", x => new { x.location_code, x.date, x.kind });
                    table.ForeignKey(
                        name: "FK_calendar_locations_location_code",
                        column: x => x.location_code,
                        principalSchema: "planning",
                        principalTable: "locations",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "groups",
                schema: "planning",
                columns: table => new
                {
                    code = table.Column<string>(type: "text", nullable: false),
                    location_code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    care_type = table.Column<string>(type: "text", nullable: false),
                    vve = table.Column<bool>(type: "boolean", nullable: false),
                    age_from = table.Column<int>(type: "integer", nullable: false),
                    age_to = table.Column<int>(type: "integer", nullable: false),
                    capacity = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_groups", x => x.code);
                    table.ForeignKey(
                        name: "FK_groups_locations_location_code",
                        column: x => x.location_code,
                        principalSchema: "planning",
                        principalTable: "locations",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "placements",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    feed_key = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_key = table.Column<Guid>(type: "uuid", nullable: false),
                    group_code = table.Column<string>(type: "text", nullable: false),
                    product = table.Column<string>(type: "text", nullable: true),
                    start_date = table.Column<DateOnly>(type: "date", nullable: false),
                    end_date = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_placements", x => x.id);
                    table.ForeignKey(
                        name: "FK_placements_groups_group_code",
                        column: x => x.group_code,
                        principalSchema: "planning",
                        principalTable: "groups",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "roster",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_code = table.Column<string>(type: "text", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    start_time = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    end_time = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    break_start = table.Column<TimeOnly>(type: "time without time zone", nullable: true),
                    break_end = table.Column<TimeOnly>(type: "time without time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_roster", x => x.id);
                    table.ForeignKey(
                        name: "FK_roster_groups_group_code",
                        column: x => x.group_code,
                        principalSchema: "planning",
                        principalTable: "groups",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_roster_staff_staff_member_id",
                        column: x => x.staff_member_id,
                        principalSchema: "planning",
                        principalTable: "staff",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "staff_groups",
                schema: "planning",
                columns: table => new
                {
                    staff_member_id = table.Column<Guid>(type: "uuid", nullable: false),
                    group_code = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_groups", x => new { x.staff_member_id, x.group_code });
                    table.ForeignKey(
                        name: "FK_staff_groups_groups_group_code",
                        column: x => x.group_code,
                        principalSchema: "planning",
                        principalTable: "groups",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_staff_groups_staff_staff_member_id",
                        column: x => x.staff_member_id,
                        principalSchema: "planning",
                        principalTable: "staff",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "placement_days",
                schema: "planning",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    placement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    weekday = table.Column<string>(type: "text", nullable: false),
                    start_time = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    end_time = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    weeks = table.Column<string>(type: "text", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_placement_days", x => x.id);
                    table.ForeignKey(
                        name: "FK_placement_days_placements_placement_id",
                        column: x => x.placement_id,
                        principalSchema: "planning",
                        principalTable: "placements",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_groups_location_code",
                schema: "planning",
                table: "groups",
                column: "location_code");

            migrationBuilder.CreateIndex(
                name: "IX_placement_days_placement_id_weekday_weeks_start_time",
                schema: "planning",
                table: "placement_days",
                columns: new[] { "placement_id", "weekday", "weeks", "start_time" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_placements_child_id",
                schema: "planning",
                table: "placements",
                column: "child_id");

            migrationBuilder.CreateIndex(
                name: "IX_placements_group_code_start_date",
                schema: "planning",
                table: "placements",
                columns: new[] { "group_code", "start_date" });

            migrationBuilder.CreateIndex(
                name: "IX_placements_number",
                schema: "planning",
                table: "placements",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_roster_group_code_date",
                schema: "planning",
                table: "roster",
                columns: new[] { "group_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_roster_staff_member_id_date_group_code_start_time",
                schema: "planning",
                table: "roster",
                columns: new[] { "staff_member_id", "date", "group_code", "start_time" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_staff_number",
                schema: "planning",
                table: "staff",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_staff_groups_group_code",
                schema: "planning",
                table: "staff_groups",
                column: "group_code");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "calendar",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "placement_days",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "roster",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "staff_groups",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "placements",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "staff",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "groups",
                schema: "planning");

            migrationBuilder.DropTable(
                name: "locations",
                schema: "planning");
        }
    }
}

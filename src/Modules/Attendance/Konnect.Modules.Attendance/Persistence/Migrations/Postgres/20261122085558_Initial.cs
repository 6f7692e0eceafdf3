using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Attendance.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "attendance");

            migrationBuilder.CreateTable(
                name: "absence_days",
                schema: "attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_key = table.Column<Guid>(type: "uuid", nullable: false),
                    location_code = table.Column<string>(type: "text", nullable: false),
                    group_code = table.Column<string>(type: "text", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    date_key = table.Column<int>(type: "integer", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    reported_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    notice_hours = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_absence_days", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "absences",
                schema: "attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    from_date = table.Column<DateOnly>(type: "date", nullable: false),
                    to_date = table.Column<DateOnly>(type: "date", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    reported_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_absences", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "child_attendance",
                schema: "attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_key = table.Column<Guid>(type: "uuid", nullable: false),
                    location_code = table.Column<string>(type: "text", nullable: false),
                    group_code = table.Column<string>(type: "text", nullable: false),
                    care_type = table.Column<string>(type: "text", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    date_key = table.Column<int>(type: "integer", nullable: false),
                    arrived_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    departed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    minutes = table.Column<int>(type: "integer", nullable: true),
                    age_years = table.Column<int>(type: "integer", nullable: false),
                    age_months = table.Column<int>(type: "integer", nullable: false),
                    age_class = table.Column<string>(type: "text", nullable: false),
                    planned = table.Column<bool>(type: "boolean", nullable: false),
                    corrected = table.Column<bool>(type: "boolean", nullable: false),
                    modified_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    birth_date = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_child_attendance", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "child_presences",
                schema: "attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    location_code = table.Column<string>(type: "text", nullable: false),
                    group_code = table.Column<string>(type: "text", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    arrived_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    departed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    modified_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_child_presences", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "computed_days",
                schema: "attendance",
                columns: table => new
                {
                    location_code = table.Column<string>(type: "text", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    as_of = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_computed_days", x => new { x.location_code, x.date });
                });

            migrationBuilder.CreateTable(
                name: "occupancy",
                schema: "attendance",
                columns: table => new
                {
                    group_code = table.Column<string>(type: "text", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    location_code = table.Column<string>(type: "text", nullable: false),
                    care_type = table.Column<string>(type: "text", nullable: false),
                    date_key = table.Column<int>(type: "integer", nullable: false),
                    capacity = table.Column<int>(type: "integer", nullable: false),
                    planned_children = table.Column<int>(type: "integer", nullable: false),
                    present_children = table.Column<int>(type: "integer", nullable: false),
                    absent_children = table.Column<int>(type: "integer", nullable: false),
                    planned_minutes = table.Column<int>(type: "integer", nullable: false),
                    present_minutes = table.Column<int>(type: "integer", nullable: false),
                    max_present = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_occupancy", x => new { x.group_code, x.date });
                });

            migrationBuilder.CreateTable(
                name: "planned_attendance",
                schema: "attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_key = table.Column<Guid>(type: "uuid", nullable: false),
                    location_code = table.Column<string>(type: "text", nullable: false),
                    group_code = table.Column<string>(type: "text", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    date_key = table.Column<int>(type: "integer", nullable: false),
                    starts_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    age_class = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_planned_attendance", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ratio_days",
                schema: "attendance",
                columns: table => new
                {
                    scope = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    basis = table.Column<string>(type: "text", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    location_code = table.Column<string>(type: "text", nullable: false),
                    care_type = table.Column<string>(type: "text", nullable: false),
                    date_key = table.Column<int>(type: "integer", nullable: false),
                    child_minutes = table.Column<int>(type: "integer", nullable: false),
                    deviation_minutes = table.Column<int>(type: "integer", nullable: false),
                    breach_minutes = table.Column<int>(type: "integer", nullable: false),
                    oversize_minutes = table.Column<int>(type: "integer", nullable: false),
                    allowance_minutes = table.Column<int>(type: "integer", nullable: false),
                    max_children = table.Column<int>(type: "integer", nullable: false),
                    max_shortfall = table.Column<int>(type: "integer", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    incomplete = table.Column<bool>(type: "boolean", nullable: false),
                    rule_set = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ratio_days", x => new { x.scope, x.code, x.basis, x.date });
                });

            migrationBuilder.CreateTable(
                name: "ratio_segments",
                schema: "attendance",
                columns: table => new
                {
                    scope = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    basis = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    to = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    location_code = table.Column<string>(type: "text", nullable: false),
                    care_type = table.Column<string>(type: "text", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    date_key = table.Column<int>(type: "integer", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    children = table.Column<int>(type: "integer", nullable: false),
                    age0 = table.Column<int>(type: "integer", nullable: false),
                    age1 = table.Column<int>(type: "integer", nullable: false),
                    age2 = table.Column<int>(type: "integer", nullable: false),
                    age3 = table.Column<int>(type: "integer", nullable: false),
                    age4_to6 = table.Column<int>(type: "integer", nullable: false),
                    age7_plus = table.Column<int>(type: "integer", nullable: false),
                    staff_present = table.Column<int>(type: "integer", nullable: false),
                    staff_required = table.Column<int>(type: "integer", nullable: true),
                    shortfall = table.Column<int>(type: "integer", nullable: true),
                    status = table.Column<string>(type: "text", nullable: false),
                    rule = table.Column<string>(type: "text", nullable: false),
                    rule_set = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ratio_segments", x => new { x.scope, x.code, x.basis, x.from });
                });

            migrationBuilder.CreateTable(
                name: "staff_attendance",
                schema: "attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_key = table.Column<Guid>(type: "uuid", nullable: false),
                    location_code = table.Column<string>(type: "text", nullable: false),
                    group_code = table.Column<string>(type: "text", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    date_key = table.Column<int>(type: "integer", nullable: false),
                    arrived_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    departed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    minutes = table.Column<int>(type: "integer", nullable: true),
                    job = table.Column<string>(type: "text", nullable: false),
                    counts_in_ratio = table.Column<bool>(type: "boolean", nullable: false),
                    corrected = table.Column<bool>(type: "boolean", nullable: false),
                    modified_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    register_checked_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_attendance", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "staff_presences",
                schema: "attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    staff_id = table.Column<Guid>(type: "uuid", nullable: false),
                    location_code = table.Column<string>(type: "text", nullable: false),
                    group_code = table.Column<string>(type: "text", nullable: false),
                    date = table.Column<DateOnly>(type: "date", nullable: false),
                    arrived_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    departed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    modified_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_presences", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "child_presence_corrections",
                schema: "attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    presence_id = table.Column<Guid>(type: "uuid", nullable: false),
                    old_group_code = table.Column<string>(type: "text", nullable: false),
                    old_arrived_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    old_departed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    changed_by = table.Column<string>(type: "text", nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    is_undo = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_child_presence_corrections", x => x.id);
                    table.ForeignKey(
                        name: "FK_child_presence_corrections_child_presences_presence_id",
                        column: x => x.presence_id,
                        principalSchema: "attendance",
                        principalTable: "child_presences",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "staff_presence_corrections",
                schema: "attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    presence_id = table.Column<Guid>(type: "uuid", nullable: false),
                    old_group_code = table.Column<string>(type: "text", nullable: false),
                    old_arrived_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    old_departed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    changed_by = table.Column<string>(type: "text", nullable: false),
                    changed_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    is_undo = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_staff_presence_corrections", x => x.id);
                    table.ForeignKey(
                        name: "FK_staff_presence_corrections_staff_presences_presence_id",
                        column: x => x.presence_id,
                        principalSchema: "attendance",
                        principalTable: "staff_presences",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_absence_days_location_code_date",
                schema: "attendance",
                table: "absence_days",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_absences_child_id_from_date",
                schema: "attendance",
                table: "absences",
                columns: new[] { "child_id", "from_date" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_absences_to_date_from_date",
                schema: "attendance",
                table: "absences",
                columns: new[] { "to_date", "from_date" });

            migrationBuilder.CreateIndex(
                name: "IX_child_attendance_location_code_date",
                schema: "attendance",
                table: "child_attendance",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_child_presence_corrections_presence_id",
                schema: "attendance",
                table: "child_presence_corrections",
                column: "presence_id");

            migrationBuilder.CreateIndex(
                name: "IX_child_presences_child_id_date",
                schema: "attendance",
                table: "child_presences",
                columns: new[] { "child_id", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_child_presences_location_code_date",
                schema: "attendance",
                table: "child_presences",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "ix_child_presences_open",
                schema: "attendance",
                table: "child_presences",
                columns: new[] { "child_id", "date" },
                unique: true,
                filter: "departed_at IS NULL AND withdrawn_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_computed_days_as_of",
                schema: "attendance",
                table: "computed_days",
                column: "as_of");

            migrationBuilder.CreateIndex(
                name: "IX_occupancy_location_code_date",
                schema: "attendance",
                table: "occupancy",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_planned_attendance_location_code_date",
                schema: "attendance",
                table: "planned_attendance",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_ratio_days_location_code_date",
                schema: "attendance",
                table: "ratio_days",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_ratio_segments_location_code_date",
                schema: "attendance",
                table: "ratio_segments",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_staff_attendance_location_code_date",
                schema: "attendance",
                table: "staff_attendance",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_staff_presence_corrections_presence_id",
                schema: "attendance",
                table: "staff_presence_corrections",
                column: "presence_id");

            migrationBuilder.CreateIndex(
                name: "IX_staff_presences_location_code_date",
                schema: "attendance",
                table: "staff_presences",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "ix_staff_presences_open",
                schema: "attendance",
                table: "staff_presences",
                columns: new[] { "staff_id", "date" },
                unique: true,
                filter: "departed_at IS NULL AND withdrawn_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_staff_presences_staff_id_date",
                schema: "attendance",
                table: "staff_presences",
                columns: new[] { "staff_id", "date" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "absence_days",
                schema: "attendance");

            migrationBuilder.DropTable(
                name: "absences",
                schema: "attendance");

            migrationBuilder.DropTable(
                name: "child_attendance",
                schema: "attendance");

            migrationBuilder.DropTable(
                name: "child_presence_corrections",
                schema: "attendance");

            migrationBuilder.DropTable(
                name: "computed_days",
                schema: "attendance");

            migrationBuilder.DropTable(
                name: "occupancy",
                schema: "attendance");

            migrationBuilder.DropTable(
                name: "planned_attendance",
                schema: "attendance");

            migrationBuilder.DropTable(
                name: "ratio_days",
                schema: "attendance");

            migrationBuilder.DropTable(
                name: "ratio_segments",
                schema: "attendance");

            migrationBuilder.DropTable(
                name: "staff_attendance",
                schema: "attendance");

            migrationBuilder.DropTable(
                name: "staff_presence_corrections",
                schema: "attendance");

            migrationBuilder.DropTable(
                name: "child_presences",
                schema: "attendance");

            migrationBuilder.DropTable(
                name: "staff_presences",
                schema: "attendance");
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Attendance.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "attendance_absence_days",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    child_key = table.Column<Guid>(type: "TEXT", nullable: false),
                    location_code = table.Column<string>(type: "TEXT", nullable: false),
                    group_code = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    date_key = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    reported_at = table.Column<long>(type: "INTEGER", nullable: true),
                    notice_hours = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_absence_days", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "attendance_absences",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    child_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    from_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    reported_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_absences", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "attendance_child_attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    child_key = table.Column<Guid>(type: "TEXT", nullable: false),
                    location_code = table.Column<string>(type: "TEXT", nullable: false),
                    group_code = table.Column<string>(type: "TEXT", nullable: false),
                    care_type = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    date_key = table.Column<int>(type: "INTEGER", nullable: false),
                    arrived_at = table.Column<long>(type: "INTEGER", nullable: false),
                    departed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    minutes = table.Column<int>(type: "INTEGER", nullable: true),
                    age_years = table.Column<int>(type: "INTEGER", nullable: false),
                    age_months = table.Column<int>(type: "INTEGER", nullable: false),
                    age_class = table.Column<string>(type: "TEXT", nullable: false),
                    planned = table.Column<bool>(type: "INTEGER", nullable: false),
                    corrected = table.Column<bool>(type: "INTEGER", nullable: false),
                    modified_at = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    birth_date = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_child_attendance", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "attendance_child_presences",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    child_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    location_code = table.Column<string>(type: "TEXT", nullable: false),
                    group_code = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    arrived_at = table.Column<long>(type: "INTEGER", nullable: false),
                    departed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    withdrawn_at = table.Column<long>(type: "INTEGER", nullable: true),
                    modified_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_child_presences", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "attendance_computed_days",
                columns: table => new
                {
                    location_code = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    as_of = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_computed_days", x => new { x.location_code, x.date });
                });

            migrationBuilder.CreateTable(
                name: "attendance_occupancy",
                columns: table => new
                {
                    group_code = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    location_code = table.Column<string>(type: "TEXT", nullable: false),
                    care_type = table.Column<string>(type: "TEXT", nullable: false),
                    date_key = table.Column<int>(type: "INTEGER", nullable: false),
                    capacity = table.Column<int>(type: "INTEGER", nullable: false),
                    planned_children = table.Column<int>(type: "INTEGER", nullable: false),
                    present_children = table.Column<int>(type: "INTEGER", nullable: false),
                    absent_children = table.Column<int>(type: "INTEGER", nullable: false),
                    planned_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    present_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    max_present = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_occupancy", x => new { x.group_code, x.date });
                });

            migrationBuilder.CreateTable(
                name: "attendance_planned_attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    child_key = table.Column<Guid>(type: "TEXT", nullable: false),
                    location_code = table.Column<string>(type: "TEXT", nullable: false),
                    group_code = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    date_key = table.Column<int>(type: "INTEGER", nullable: false),
                    starts_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    age_class = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_planned_attendance", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "attendance_ratio_days",
                columns: table => new
                {
                    scope = table.Column<string>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    basis = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    location_code = table.Column<string>(type: "TEXT", nullable: false),
                    care_type = table.Column<string>(type: "TEXT", nullable: false),
                    date_key = table.Column<int>(type: "INTEGER", nullable: false),
                    child_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    deviation_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    breach_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    oversize_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    allowance_minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    max_children = table.Column<int>(type: "INTEGER", nullable: false),
                    max_shortfall = table.Column<int>(type: "INTEGER", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    incomplete = table.Column<bool>(type: "INTEGER", nullable: false),
                    rule_set = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_ratio_days", x => new { x.scope, x.code, x.basis, x.date });
                });

            migrationBuilder.CreateTable(
                name: "attendance_ratio_segments",
                columns: table => new
                {
                    scope = table.Column<string>(type: "TEXT", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    basis = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<long>(type: "INTEGER", nullable: false),
                    to = table.Column<long>(type: "INTEGER", nullable: false),
                    location_code = table.Column<string>(type: "TEXT", nullable: false),
                    care_type = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    date_key = table.Column<int>(type: "INTEGER", nullable: false),
                    minutes = table.Column<int>(type: "INTEGER", nullable: false),
                    children = table.Column<int>(type: "INTEGER", nullable: false),
                    age0 = table.Column<int>(type: "INTEGER", nullable: false),
                    age1 = table.Column<int>(type: "INTEGER", nullable: false),
                    age2 = table.Column<int>(type: "INTEGER", nullable: false),
                    age3 = table.Column<int>(type: "INTEGER", nullable: false),
                    age4_to6 = table.Column<int>(type: "INTEGER", nullable: false),
                    age7_plus = table.Column<int>(type: "INTEGER", nullable: false),
                    staff_present = table.Column<int>(type: "INTEGER", nullable: false),
                    staff_required = table.Column<int>(type: "INTEGER", nullable: true),
                    shortfall = table.Column<int>(type: "INTEGER", nullable: true),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    rule = table.Column<string>(type: "TEXT", nullable: false),
                    rule_set = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_ratio_segments", x => new { x.scope, x.code, x.basis, x.from });
                });

            migrationBuilder.CreateTable(
                name: "attendance_staff_attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staff_key = table.Column<Guid>(type: "TEXT", nullable: false),
                    location_code = table.Column<string>(type: "TEXT", nullable: false),
                    group_code = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    date_key = table.Column<int>(type: "INTEGER", nullable: false),
                    arrived_at = table.Column<long>(type: "INTEGER", nullable: false),
                    departed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    minutes = table.Column<int>(type: "INTEGER", nullable: true),
                    job = table.Column<string>(type: "TEXT", nullable: false),
                    counts_in_ratio = table.Column<bool>(type: "INTEGER", nullable: false),
                    corrected = table.Column<bool>(type: "INTEGER", nullable: false),
                    modified_at = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    register_checked_on = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_staff_attendance", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "attendance_staff_presences",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    staff_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    location_code = table.Column<string>(type: "TEXT", nullable: false),
                    group_code = table.Column<string>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    arrived_at = table.Column<long>(type: "INTEGER", nullable: false),
                    departed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    withdrawn_at = table.Column<long>(type: "INTEGER", nullable: true),
                    modified_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_staff_presences", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "attendance_child_presence_corrections",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    presence_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    old_group_code = table.Column<string>(type: "TEXT", nullable: false),
                    old_arrived_at = table.Column<long>(type: "INTEGER", nullable: false),
                    old_departed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    changed_by = table.Column<string>(type: "TEXT", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    is_undo = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_child_presence_corrections", x => x.id);
                    table.ForeignKey(
                        name: "FK_attendance_child_presence_corrections_attendance_child_presences_presence_id",
                        column: x => x.presence_id,
                        principalTable: "attendance_child_presences",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "attendance_staff_presence_corrections",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    presence_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    old_group_code = table.Column<string>(type: "TEXT", nullable: false),
                    old_arrived_at = table.Column<long>(type: "INTEGER", nullable: false),
                    old_departed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    changed_by = table.Column<string>(type: "TEXT", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    is_undo = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_staff_presence_corrections", x => x.id);
                    table.ForeignKey(
                        name: "FK_attendance_staff_presence_corrections_attendance_staff_presences_presence_id",
                        column: x => x.presence_id,
                        principalTable: "attendance_staff_presences",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_attendance_absence_days_location_code_date",
                table: "attendance_absence_days",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_attendance_absences_child_id_from_date",
                table: "attendance_absences",
                columns: new[] { "child_id", "from_date" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_attendance_absences_to_date_from_date",
                table: "attendance_absences",
                columns: new[] { "to_date", "from_date" });

            migrationBuilder.CreateIndex(
                name: "IX_attendance_child_attendance_location_code_date",
                table: "attendance_child_attendance",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_attendance_child_presence_corrections_presence_id",
                table: "attendance_child_presence_corrections",
                column: "presence_id");

            migrationBuilder.CreateIndex(
                name: "IX_attendance_child_presences_child_id_date",
                table: "attendance_child_presences",
                columns: new[] { "child_id", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_attendance_child_presences_location_code_date",
                table: "attendance_child_presences",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "ix_child_presences_open",
                table: "attendance_child_presences",
                columns: new[] { "child_id", "date" },
                unique: true,
                filter: "departed_at IS NULL AND withdrawn_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_attendance_computed_days_as_of",
                table: "attendance_computed_days",
                column: "as_of");

            migrationBuilder.CreateIndex(
                name: "IX_attendance_occupancy_location_code_date",
                table: "attendance_occupancy",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_attendance_planned_attendance_location_code_date",
                table: "attendance_planned_attendance",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_attendance_ratio_days_location_code_date",
                table: "attendance_ratio_days",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_attendance_ratio_segments_location_code_date",
                table: "attendance_ratio_segments",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_attendance_staff_attendance_location_code_date",
                table: "attendance_staff_attendance",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_attendance_staff_presence_corrections_presence_id",
                table: "attendance_staff_presence_corrections",
                column: "presence_id");

            migrationBuilder.CreateIndex(
                name: "IX_attendance_staff_presences_location_code_date",
                table: "attendance_staff_presences",
                columns: new[] { "location_code", "date" });

            migrationBuilder.CreateIndex(
                name: "IX_attendance_staff_presences_staff_id_date",
                table: "attendance_staff_presences",
                columns: new[] { "staff_id", "date" });

            migrationBuilder.CreateIndex(
                name: "ix_staff_presences_open",
                table: "attendance_staff_presences",
                columns: new[] { "staff_id", "date" },
                unique: true,
                filter: "departed_at IS NULL AND withdrawn_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attendance_absence_days");

            migrationBuilder.DropTable(
                name: "attendance_absences");

            migrationBuilder.DropTable(
                name: "attendance_child_attendance");

            migrationBuilder.DropTable(
                name: "attendance_child_presence_corrections");

            migrationBuilder.DropTable(
                name: "attendance_computed_days");

            migrationBuilder.DropTable(
                name: "attendance_occupancy");

            migrationBuilder.DropTable(
                name: "attendance_planned_attendance");

            migrationBuilder.DropTable(
                name: "attendance_ratio_days");

            migrationBuilder.DropTable(
                name: "attendance_ratio_segments");

            migrationBuilder.DropTable(
                name: "attendance_staff_attendance");

            migrationBuilder.DropTable(
                name: "attendance_staff_presence_corrections");

            migrationBuilder.DropTable(
                name: "attendance_child_presences");

            migrationBuilder.DropTable(
                name: "attendance_staff_presences");
        }
    }
}

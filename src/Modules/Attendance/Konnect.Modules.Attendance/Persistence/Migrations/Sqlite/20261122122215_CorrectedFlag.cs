using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Attendance.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CorrectedFlag : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_corrected",
                table: "attendance_staff_presences",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "is_corrected",
                table: "attendance_child_presences",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.Sql("UPDATE attendance_staff_presences SET is_corrected = 1 WHERE EXISTS (SELECT 1 FROM attendance_staff_presence_corrections c WHERE c.presence_id = attendance_staff_presences.id AND c.is_undo = 0)");
            migrationBuilder.Sql("UPDATE attendance_child_presences SET is_corrected = 1 WHERE EXISTS (SELECT 1 FROM attendance_child_presence_corrections c WHERE c.presence_id = attendance_child_presences.id AND c.is_undo = 0)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "is_corrected",
                table: "attendance_staff_presences");

            migrationBuilder.DropColumn(
                name: "is_corrected",
                table: "attendance_child_presences");
        }
    }
}

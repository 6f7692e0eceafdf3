using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Attendance.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CorrectedFlag : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_corrected",
                schema: "attendance",
                table: "staff_presences",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "is_corrected",
                schema: "attendance",
                table: "child_presences",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.Sql("UPDATE attendance.staff_presences SET is_corrected = TRUE WHERE EXISTS (SELECT 1 FROM attendance.staff_presence_corrections c WHERE c.presence_id = attendance.staff_presences.id AND c.is_undo = FALSE)");
            migrationBuilder.Sql("UPDATE attendance.child_presences SET is_corrected = TRUE WHERE EXISTS (SELECT 1 FROM attendance.child_presence_corrections c WHERE c.presence_id = attendance.child_presences.id AND c.is_undo = FALSE)");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "is_corrected",
                schema: "attendance",
                table: "staff_presences");

            migrationBuilder.DropColumn(
                name: "is_corrected",
                schema: "attendance",
                table: "child_presences");
        }
    }
}

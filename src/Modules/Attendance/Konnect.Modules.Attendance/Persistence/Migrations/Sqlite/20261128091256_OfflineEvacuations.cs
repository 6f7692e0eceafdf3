using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Attendance.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class OfflineEvacuations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "offline_start_id",
                table: "attendance_evacuation_ticks",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "received_at",
                table: "attendance_evacuation_ticks",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "attendance_evacuation_offline_starts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    evacuation_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    is_drill = table.Column<bool>(type: "INTEGER", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    started_by = table.Column<string>(type: "TEXT", nullable: false),
                    received_at = table.Column<long>(type: "INTEGER", nullable: false),
                    sent_by = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attendance_evacuation_offline_starts", x => x.id);
                    table.ForeignKey(
                        name: "FK_attendance_evacuation_offline_starts_attendance_evacuations_evacuation_id",
                        column: x => x.evacuation_id,
                        principalTable: "attendance_evacuations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_attendance_evacuation_ticks_offline_start_id",
                table: "attendance_evacuation_ticks",
                column: "offline_start_id");

            migrationBuilder.CreateIndex(
                name: "IX_attendance_evacuation_offline_starts_evacuation_id",
                table: "attendance_evacuation_offline_starts",
                column: "evacuation_id");

            migrationBuilder.AddForeignKey(
                name: "FK_attendance_evacuation_ticks_attendance_evacuation_offline_starts_offline_start_id",
                table: "attendance_evacuation_ticks",
                column: "offline_start_id",
                principalTable: "attendance_evacuation_offline_starts",
                principalColumn: "id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_attendance_evacuation_ticks_attendance_evacuation_offline_starts_offline_start_id",
                table: "attendance_evacuation_ticks");

            migrationBuilder.DropTable(
                name: "attendance_evacuation_offline_starts");

            migrationBuilder.DropIndex(
                name: "IX_attendance_evacuation_ticks_offline_start_id",
                table: "attendance_evacuation_ticks");

            migrationBuilder.DropColumn(
                name: "offline_start_id",
                table: "attendance_evacuation_ticks");

            migrationBuilder.DropColumn(
                name: "received_at",
                table: "attendance_evacuation_ticks");
        }
    }
}

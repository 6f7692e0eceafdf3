using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Attendance.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class OfflineEvacuations : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "offline_start_id",
                schema: "attendance",
                table: "evacuation_ticks",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "received_at",
                schema: "attendance",
                table: "evacuation_ticks",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "evacuation_offline_starts",
                schema: "attendance",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    evacuation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_drill = table.Column<bool>(type: "boolean", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    started_by = table.Column<string>(type: "text", nullable: false),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    sent_by = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_evacuation_offline_starts", x => x.id);
                    table.ForeignKey(
                        name: "FK_evacuation_offline_starts_evacuations_evacuation_id",
                        column: x => x.evacuation_id,
                        principalSchema: "attendance",
                        principalTable: "evacuations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_evacuation_ticks_offline_start_id",
                schema: "attendance",
                table: "evacuation_ticks",
                column: "offline_start_id");

            migrationBuilder.CreateIndex(
                name: "IX_evacuation_offline_starts_evacuation_id",
                schema: "attendance",
                table: "evacuation_offline_starts",
                column: "evacuation_id");

            migrationBuilder.AddForeignKey(
                name: "FK_evacuation_ticks_evacuation_offline_starts_offline_start_id",
                schema: "attendance",
                table: "evacuation_ticks",
                column: "offline_start_id",
                principalSchema: "attendance",
                principalTable: "evacuation_offline_starts",
                principalColumn: "id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_evacuation_ticks_evacuation_offline_starts_offline_start_id",
                schema: "attendance",
                table: "evacuation_ticks");

            migrationBuilder.DropTable(
                name: "evacuation_offline_starts",
                schema: "attendance");

            migrationBuilder.DropIndex(
                name: "IX_evacuation_ticks_offline_start_id",
                schema: "attendance",
                table: "evacuation_ticks");

            migrationBuilder.DropColumn(
                name: "offline_start_id",
                schema: "attendance",
                table: "evacuation_ticks");

            migrationBuilder.DropColumn(
                name: "received_at",
                schema: "attendance",
                table: "evacuation_ticks");
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Children.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class CollectorPermits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "collector_permits",
                schema: "children",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    guardian_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    relation = table.Column<string>(type: "text", nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    given_by_id = table.Column<Guid>(type: "uuid", nullable: true),
                    given_by = table.Column<string>(type: "text", nullable: false),
                    given_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    verified = table.Column<string>(type: "text", nullable: false),
                    withdrawn_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    withdrawn_by = table.Column<string>(type: "text", nullable: false),
                    collected_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    failed_tries = table.Column<int>(type: "integer", nullable: false),
                    last_try = table.Column<Guid>(type: "uuid", nullable: true),
                    cleared_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    sealed_code = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_collector_permits", x => x.id);
                    table.ForeignKey(
                        name: "FK_collector_permits_children_child_id",
                        column: x => x.child_id,
                        principalSchema: "children",
                        principalTable: "children",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_collector_permits_guardians_guardian_id",
                        column: x => x.guardian_id,
                        principalSchema: "children",
                        principalTable: "guardians",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "collector_photos",
                schema: "children",
                columns: table => new
                {
                    permit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    sealed_picture = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_collector_photos", x => x.permit_id);
                    table.ForeignKey(
                        name: "FK_collector_photos_collector_permits_permit_id",
                        column: x => x.permit_id,
                        principalSchema: "children",
                        principalTable: "collector_permits",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_collector_permits_child_id_day",
                schema: "children",
                table: "collector_permits",
                columns: new[] { "child_id", "day" });

            migrationBuilder.CreateIndex(
                name: "IX_collector_permits_cleared_at_day",
                schema: "children",
                table: "collector_permits",
                columns: new[] { "cleared_at", "day" });

            migrationBuilder.CreateIndex(
                name: "IX_collector_permits_guardian_id",
                schema: "children",
                table: "collector_permits",
                column: "guardian_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "collector_photos",
                schema: "children");

            migrationBuilder.DropTable(
                name: "collector_permits",
                schema: "children");
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Access.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class InspectionGrants : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "inspection_grants",
                schema: "access",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    organisation = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "text", nullable: true),
                    location_code = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    expires_on = table.Column<DateOnly>(type: "date", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<Guid>(type: "uuid", nullable: true),
                    revoked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    last_used_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inspection_grants", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "inspection_visits",
                schema: "access",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    grant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    secret_hash = table.Column<string>(type: "text", nullable: false),
                    began_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    last_used_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inspection_visits", x => x.id);
                    table.ForeignKey(
                        name: "FK_inspection_visits_inspection_grants_grant_id",
                        column: x => x.grant_id,
                        principalSchema: "access",
                        principalTable: "inspection_grants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_inspection_grants_hash",
                schema: "access",
                table: "inspection_grants",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_inspection_grants_location_code",
                schema: "access",
                table: "inspection_grants",
                column: "location_code");

            migrationBuilder.CreateIndex(
                name: "IX_inspection_visits_ends_at",
                schema: "access",
                table: "inspection_visits",
                column: "ends_at");

            migrationBuilder.CreateIndex(
                name: "IX_inspection_visits_grant_id",
                schema: "access",
                table: "inspection_visits",
                column: "grant_id");

            migrationBuilder.CreateIndex(
                name: "IX_inspection_visits_secret_hash",
                schema: "access",
                table: "inspection_visits",
                column: "secret_hash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "inspection_visits",
                schema: "access");

            migrationBuilder.DropTable(
                name: "inspection_grants",
                schema: "access");
        }
    }
}

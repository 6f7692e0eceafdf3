using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Access.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class InspectionGrants : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "access_inspection_grants",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    organisation = table.Column<string>(type: "TEXT", nullable: false),
                    email = table.Column<string>(type: "TEXT", nullable: true),
                    location_code = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    expires_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_by = table.Column<Guid>(type: "TEXT", nullable: true),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_used_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_inspection_grants", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "access_inspection_visits",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    grant_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    secret_hash = table.Column<string>(type: "TEXT", nullable: false),
                    began_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_used_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ends_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_inspection_visits", x => x.id);
                    table.ForeignKey(
                        name: "FK_access_inspection_visits_access_inspection_grants_grant_id",
                        column: x => x.grant_id,
                        principalTable: "access_inspection_grants",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_access_inspection_grants_hash",
                table: "access_inspection_grants",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_access_inspection_grants_location_code",
                table: "access_inspection_grants",
                column: "location_code");

            migrationBuilder.CreateIndex(
                name: "IX_access_inspection_visits_ends_at",
                table: "access_inspection_visits",
                column: "ends_at");

            migrationBuilder.CreateIndex(
                name: "IX_access_inspection_visits_grant_id",
                table: "access_inspection_visits",
                column: "grant_id");

            migrationBuilder.CreateIndex(
                name: "IX_access_inspection_visits_secret_hash",
                table: "access_inspection_visits",
                column: "secret_hash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_inspection_visits");

            migrationBuilder.DropTable(
                name: "access_inspection_grants");
        }
    }
}

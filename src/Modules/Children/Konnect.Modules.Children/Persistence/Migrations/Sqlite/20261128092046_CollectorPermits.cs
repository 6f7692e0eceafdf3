using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Children.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class CollectorPermits : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "children_collector_permits",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    child_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    guardian_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    relation = table.Column<string>(type: "TEXT", nullable: false),
                    day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    given_by_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    given_by = table.Column<string>(type: "TEXT", nullable: false),
                    given_at = table.Column<long>(type: "INTEGER", nullable: false),
                    verified = table.Column<string>(type: "TEXT", nullable: false),
                    withdrawn_at = table.Column<long>(type: "INTEGER", nullable: true),
                    withdrawn_by = table.Column<string>(type: "TEXT", nullable: false),
                    collected_at = table.Column<long>(type: "INTEGER", nullable: true),
                    failed_tries = table.Column<int>(type: "INTEGER", nullable: false),
                    last_try = table.Column<Guid>(type: "TEXT", nullable: true),
                    cleared_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    sealed_code = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_children_collector_permits", x => x.id);
                    table.ForeignKey(
                        name: "FK_children_collector_permits_children_children_child_id",
                        column: x => x.child_id,
                        principalTable: "children_children",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_children_collector_permits_children_guardians_guardian_id",
                        column: x => x.guardian_id,
                        principalTable: "children_guardians",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "children_collector_photos",
                columns: table => new
                {
                    permit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sealed_picture = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_children_collector_photos", x => x.permit_id);
                    table.ForeignKey(
                        name: "FK_children_collector_photos_children_collector_permits_permit_id",
                        column: x => x.permit_id,
                        principalTable: "children_collector_permits",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_children_collector_permits_child_id_day",
                table: "children_collector_permits",
                columns: new[] { "child_id", "day" });

            migrationBuilder.CreateIndex(
                name: "IX_children_collector_permits_cleared_at_day",
                table: "children_collector_permits",
                columns: new[] { "cleared_at", "day" });

            migrationBuilder.CreateIndex(
                name: "IX_children_collector_permits_guardian_id",
                table: "children_collector_permits",
                column: "guardian_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "children_collector_photos");

            migrationBuilder.DropTable(
                name: "children_collector_permits");
        }
    }
}

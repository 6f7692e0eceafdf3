using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Access.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class GroupTablets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_from_source",
                table: "access_role_assignments",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "invitation_sent_at",
                table: "access_accounts",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "access_account_persons",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    person_key = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_account_persons", x => new { x.account_id, x.kind, x.person_key });
                    table.ForeignKey(
                        name: "FK_access_account_persons_access_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "access_accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "access_pins",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    chosen_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_pins", x => x.account_id);
                    table.ForeignKey(
                        name: "FK_access_pins_access_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "access_accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "access_tablets",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    location_code = table.Column<string>(type: "TEXT", nullable: true),
                    unit_code = table.Column<string>(type: "TEXT", nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    code_hash = table.Column<string>(type: "TEXT", nullable: true),
                    code_until = table.Column<long>(type: "INTEGER", nullable: true),
                    secret_hash = table.Column<string>(type: "TEXT", nullable: true),
                    enrolled_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    device = table.Column<string>(type: "TEXT", nullable: false),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    last_used_at = table.Column<long>(type: "INTEGER", nullable: true),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: true),
                    account_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    stamp = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_tablets", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_access_account_persons_kind_person_key",
                table: "access_account_persons",
                columns: new[] { "kind", "person_key" });

            migrationBuilder.CreateIndex(
                name: "IX_access_tablets_code_hash",
                table: "access_tablets",
                column: "code_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_access_tablets_secret_hash",
                table: "access_tablets",
                column: "secret_hash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_account_persons");

            migrationBuilder.DropTable(
                name: "access_pins");

            migrationBuilder.DropTable(
                name: "access_tablets");

            migrationBuilder.DropColumn(
                name: "is_from_source",
                table: "access_role_assignments");

            migrationBuilder.DropColumn(
                name: "invitation_sent_at",
                table: "access_accounts");
        }
    }
}

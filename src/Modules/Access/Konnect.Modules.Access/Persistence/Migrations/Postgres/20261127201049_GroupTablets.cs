using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Access.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class GroupTablets : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "is_from_source",
                schema: "access",
                table: "role_assignments",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTime>(
                name: "invitation_sent_at",
                schema: "access",
                table: "accounts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "account_persons",
                schema: "access",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    person_key = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_account_persons", x => new { x.account_id, x.kind, x.person_key });
                    table.ForeignKey(
                        name: "FK_account_persons_accounts_account_id",
                        column: x => x.account_id,
                        principalSchema: "access",
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "pins",
                schema: "access",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false),
                    chosen_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_pins", x => x.account_id);
                    table.ForeignKey(
                        name: "FK_pins_accounts_account_id",
                        column: x => x.account_id,
                        principalSchema: "access",
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "tablets",
                schema: "access",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    location_code = table.Column<string>(type: "text", nullable: true),
                    unit_code = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    code_hash = table.Column<string>(type: "text", nullable: true),
                    code_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    secret_hash = table.Column<string>(type: "text", nullable: true),
                    enrolled_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    revoked_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    device = table.Column<string>(type: "text", nullable: false),
                    address = table.Column<string>(type: "text", nullable: false),
                    last_used_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    opened_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    account_id = table.Column<Guid>(type: "uuid", nullable: true),
                    stamp = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_tablets", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_account_persons_kind_person_key",
                schema: "access",
                table: "account_persons",
                columns: new[] { "kind", "person_key" });

            migrationBuilder.CreateIndex(
                name: "IX_tablets_code_hash",
                schema: "access",
                table: "tablets",
                column: "code_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_tablets_secret_hash",
                schema: "access",
                table: "tablets",
                column: "secret_hash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "account_persons",
                schema: "access");

            migrationBuilder.DropTable(
                name: "pins",
                schema: "access");

            migrationBuilder.DropTable(
                name: "tablets",
                schema: "access");

            migrationBuilder.DropColumn(
                name: "is_from_source",
                schema: "access",
                table: "role_assignments");

            migrationBuilder.DropColumn(
                name: "invitation_sent_at",
                schema: "access",
                table: "accounts");
        }
    }
}

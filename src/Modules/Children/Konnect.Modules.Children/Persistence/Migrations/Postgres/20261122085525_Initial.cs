using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Children.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "children");

            migrationBuilder.CreateTable(
                name: "children",
                schema: "children",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    feed_key = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    first_name = table.Column<string>(type: "text", nullable: false),
                    call_name = table.Column<string>(type: "text", nullable: true),
                    infix = table.Column<string>(type: "text", nullable: true),
                    last_name = table.Column<string>(type: "text", nullable: false),
                    birth_date = table.Column<DateOnly>(type: "date", nullable: false),
                    sex = table.Column<string>(type: "text", nullable: true),
                    home_language = table.Column<string>(type: "text", nullable: true),
                    school = table.Column<string>(type: "text", nullable: true),
                    mentor_number = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_children", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "guardians",
                schema: "children",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    first_name = table.Column<string>(type: "text", nullable: false),
                    infix = table.Column<string>(type: "text", nullable: true),
                    last_name = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "text", nullable: true),
                    phone_mobile = table.Column<string>(type: "text", nullable: true),
                    phone_home = table.Column<string>(type: "text", nullable: true),
                    birth_date = table.Column<DateOnly>(type: "date", nullable: true),
                    street = table.Column<string>(type: "text", nullable: true),
                    house_number = table.Column<string>(type: "text", nullable: true),
                    postal_code = table.Column<string>(type: "text", nullable: true),
                    city = table.Column<string>(type: "text", nullable: true),
                    country = table.Column<string>(type: "text", nullable: true),
                    language = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_guardians", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "contacts",
                schema: "children",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    phone = table.Column<string>(type: "text", nullable: false),
                    relation = table.Column<string>(type: "text", nullable: true),
                    is_emergency = table.Column<bool>(type: "boolean", nullable: true),
                    may_pick_up = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_contacts", x => x.id);
                    table.ForeignKey(
                        name: "FK_contacts_children_child_id",
                        column: x => x.child_id,
                        principalSchema: "children",
                        principalTable: "children",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "notes",
                schema: "children",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notes", x => x.id);
                    table.ForeignKey(
                        name: "FK_notes_children_child_id",
                        column: x => x.child_id,
                        principalSchema: "children",
                        principalTable: "children",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "child_guardians",
                schema: "children",
                columns: table => new
                {
                    child_id = table.Column<Guid>(type: "uuid", nullable: false),
                    guardian_id = table.Column<Guid>(type: "uuid", nullable: false),
                    relation = table.Column<string>(type: "text", nullable: false),
                    has_authority = table.Column<bool>(type: "boolean", nullable: false),
                    may_pick_up = table.Column<bool>(type: "boolean", nullable: true),
                    contact_order = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_child_guardians", x => new { x.child_id, x.guardian_id });
                    table.ForeignKey(
                        name: "FK_child_guardians_children_child_id",
                        column: x => x.child_id,
                        principalSchema: "children",
                        principalTable: "children",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_child_guardians_guardians_guardian_id",
                        column: x => x.guardian_id,
                        principalSchema: "children",
                        principalTable: "guardians",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_child_guardians_guardian_id",
                schema: "children",
                table: "child_guardians",
                column: "guardian_id");

            migrationBuilder.CreateIndex(
                name: "IX_children_last_name_first_name",
                schema: "children",
                table: "children",
                columns: new[] { "last_name", "first_name" });

            migrationBuilder.CreateIndex(
                name: "IX_children_number",
                schema: "children",
                table: "children",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_contacts_child_id_name",
                schema: "children",
                table: "contacts",
                columns: new[] { "child_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_guardians_number",
                schema: "children",
                table: "guardians",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_notes_child_id_kind",
                schema: "children",
                table: "notes",
                columns: new[] { "child_id", "kind" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "child_guardians",
                schema: "children");

            migrationBuilder.DropTable(
                name: "contacts",
                schema: "children");

            migrationBuilder.DropTable(
                name: "notes",
                schema: "children");

            migrationBuilder.DropTable(
                name: "guardians",
                schema: "children");

            migrationBuilder.DropTable(
                name: "children",
                schema: "children");
        }
    }
}

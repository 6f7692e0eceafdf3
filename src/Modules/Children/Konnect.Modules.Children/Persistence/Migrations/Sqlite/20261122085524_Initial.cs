using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Children.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "children_children",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    feed_key = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    first_name = table.Column<string>(type: "TEXT", nullable: false),
                    call_name = table.Column<string>(type: "TEXT", nullable: true),
                    infix = table.Column<string>(type: "TEXT", nullable: true),
                    last_name = table.Column<string>(type: "TEXT", nullable: false),
                    birth_date = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    sex = table.Column<string>(type: "TEXT", nullable: true),
                    home_language = table.Column<string>(type: "TEXT", nullable: true),
                    school = table.Column<string>(type: "TEXT", nullable: true),
                    mentor_number = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_children_children", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "children_guardians",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<string>(type: "TEXT", nullable: false),
                    first_name = table.Column<string>(type: "TEXT", nullable: false),
                    infix = table.Column<string>(type: "TEXT", nullable: true),
                    last_name = table.Column<string>(type: "TEXT", nullable: false),
                    email = table.Column<string>(type: "TEXT", nullable: true),
                    phone_mobile = table.Column<string>(type: "TEXT", nullable: true),
                    phone_home = table.Column<string>(type: "TEXT", nullable: true),
                    birth_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    street = table.Column<string>(type: "TEXT", nullable: true),
                    house_number = table.Column<string>(type: "TEXT", nullable: true),
                    postal_code = table.Column<string>(type: "TEXT", nullable: true),
                    city = table.Column<string>(type: "TEXT", nullable: true),
                    country = table.Column<string>(type: "TEXT", nullable: true),
                    language = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_children_guardians", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "children_contacts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    child_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    phone = table.Column<string>(type: "TEXT", nullable: false),
                    relation = table.Column<string>(type: "TEXT", nullable: true),
                    is_emergency = table.Column<bool>(type: "INTEGER", nullable: true),
                    may_pick_up = table.Column<bool>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_children_contacts", x => x.id);
                    table.ForeignKey(
                        name: "FK_children_contacts_children_children_child_id",
                        column: x => x.child_id,
                        principalTable: "children_children",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "children_notes",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    child_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_children_notes", x => x.id);
                    table.ForeignKey(
                        name: "FK_children_notes_children_children_child_id",
                        column: x => x.child_id,
                        principalTable: "children_children",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "children_child_guardians",
                columns: table => new
                {
                    child_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    guardian_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    relation = table.Column<string>(type: "TEXT", nullable: false),
                    has_authority = table.Column<bool>(type: "INTEGER", nullable: false),
                    may_pick_up = table.Column<bool>(type: "INTEGER", nullable: true),
                    contact_order = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_children_child_guardians", x => new { x.child_id, x.guardian_id });
                    table.ForeignKey(
                        name: "FK_children_child_guardians_children_children_child_id",
                        column: x => x.child_id,
                        principalTable: "children_children",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_children_child_guardians_children_guardians_guardian_id",
                        column: x => x.guardian_id,
                        principalTable: "children_guardians",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_children_child_guardians_guardian_id",
                table: "children_child_guardians",
                column: "guardian_id");

            migrationBuilder.CreateIndex(
                name: "IX_children_children_last_name_first_name",
                table: "children_children",
                columns: new[] { "last_name", "first_name" });

            migrationBuilder.CreateIndex(
                name: "IX_children_children_number",
                table: "children_children",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_children_contacts_child_id_name",
                table: "children_contacts",
                columns: new[] { "child_id", "name" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_children_guardians_number",
                table: "children_guardians",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_children_notes_child_id_kind",
                table: "children_notes",
                columns: new[] { "child_id", "kind" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "children_child_guardians");

            migrationBuilder.DropTable(
                name: "children_contacts");

            migrationBuilder.DropTable(
                name: "children_notes");

            migrationBuilder.DropTable(
                name: "children_guardians");

            migrationBuilder.DropTable(
                name: "children_children");
        }
    }
}

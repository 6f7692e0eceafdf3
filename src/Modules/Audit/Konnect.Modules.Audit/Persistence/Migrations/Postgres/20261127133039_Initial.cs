using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Audit.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "audit");

            migrationBuilder.CreateTable(
                name: "anchors",
                schema: "audit",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    seal = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_anchors", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "entries",
                schema: "audit",
                columns: table => new
                {
                    number = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    user_id = table.Column<Guid>(type: "uuid", nullable: true),
                    user_name = table.Column<string>(type: "text", nullable: false),
                    address = table.Column<string>(type: "text", nullable: false),
                    device = table.Column<string>(type: "text", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    outline = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_entries", x => x.number);
                });

            migrationBuilder.CreateTable(
                name: "records",
                schema: "audit",
                columns: table => new
                {
                    entry_number = table.Column<long>(type: "bigint", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    act = table.Column<string>(type: "text", nullable: false),
                    subject_kind = table.Column<string>(type: "text", nullable: false),
                    subject_key = table.Column<string>(type: "text", nullable: false),
                    record = table.Column<string>(type: "text", nullable: false),
                    record_key = table.Column<string>(type: "text", nullable: false),
                    fields = table.Column<string>(type: "text", nullable: false),
                    sealed_values = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_records", x => new { x.entry_number, x.place });
                    table.ForeignKey(
                        name: "FK_records_entries_entry_number",
                        column: x => x.entry_number,
                        principalSchema: "audit",
                        principalTable: "entries",
                        principalColumn: "number",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_entries_address_number",
                schema: "audit",
                table: "entries",
                columns: new[] { "address", "number" });

            migrationBuilder.CreateIndex(
                name: "IX_entries_at_number",
                schema: "audit",
                table: "entries",
                columns: new[] { "at", "number" });

            migrationBuilder.CreateIndex(
                name: "IX_entries_kind_number",
                schema: "audit",
                table: "entries",
                columns: new[] { "kind", "number" });

            migrationBuilder.CreateIndex(
                name: "IX_entries_user_id_number",
                schema: "audit",
                table: "entries",
                columns: new[] { "user_id", "number" });

            migrationBuilder.CreateIndex(
                name: "ix_refused",
                schema: "audit",
                table: "entries",
                column: "number",
                filter: "outcome <> ''");

            migrationBuilder.CreateIndex(
                name: "IX_records_subject_key_entry_number",
                schema: "audit",
                table: "records",
                columns: new[] { "subject_key", "entry_number" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "anchors",
                schema: "audit");

            migrationBuilder.DropTable(
                name: "records",
                schema: "audit");

            migrationBuilder.DropTable(
                name: "entries",
                schema: "audit");
        }
    }
}

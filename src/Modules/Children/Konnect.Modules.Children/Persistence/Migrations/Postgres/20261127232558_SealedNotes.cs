using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Children.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class SealedNotes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "sealed_text",
                schema: "children",
                table: "notes",
                type: "bytea",
                nullable: false,
                defaultValue: new byte[0]);

            // Marked as plain; sealed when the product starts, which has the key.
            migrationBuilder.Sql("UPDATE children.notes SET sealed_text = '\\x00'::bytea || convert_to(text, 'UTF8')");

            migrationBuilder.DropColumn(
                name: "text",
                schema: "children",
                table: "notes");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // The database can't open what is sealed: each note says so.
            migrationBuilder.DropColumn(
                name: "sealed_text",
                schema: "children",
                table: "notes");

            migrationBuilder.AddColumn<string>(
                name: "text",
                schema: "children",
                table: "notes",
                type: "text",
                nullable: false,
                defaultValue: "\uFFFD\uFFFD\uFFFD");
        }
    }
}

using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Children.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SealedNotes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<byte[]>(
                name: "sealed_text",
                table: "children_notes",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);

            // Marked as plain; sealed when the product starts, which has the key.
            migrationBuilder.Sql("UPDATE children_notes SET sealed_text = CAST(x'00' || CAST(text AS BLOB) AS BLOB)");

            migrationBuilder.DropColumn(
                name: "text",
                table: "children_notes");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            // The database can't open what is sealed: each note says so.
            migrationBuilder.DropColumn(
                name: "sealed_text",
                table: "children_notes");

            migrationBuilder.AddColumn<string>(
                name: "text",
                table: "children_notes",
                type: "TEXT",
                nullable: false,
                defaultValue: "\uFFFD\uFFFD\uFFFD");
        }
    }
}

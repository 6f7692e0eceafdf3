using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Access.Persistence.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ApprovedTokens : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "approved_at",
                table: "access_api_tokens",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "approved_by",
                table: "access_api_tokens",
                type: "TEXT",
                nullable: true);
            // Those that work already go on.
            migrationBuilder.Sql("UPDATE access_api_tokens SET approved_at = created_at WHERE scope = 'Exchange'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "approved_at",
                table: "access_api_tokens");

            migrationBuilder.DropColumn(
                name: "approved_by",
                table: "access_api_tokens");
        }
    }
}

using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Konnect.Modules.Access.Persistence.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ApprovedTokens : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "approved_at",
                schema: "access",
                table: "api_tokens",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "approved_by",
                schema: "access",
                table: "api_tokens",
                type: "uuid",
                nullable: true);
            // Those that work already go on.
            migrationBuilder.Sql("UPDATE access.api_tokens SET approved_at = created_at WHERE scope = 'Exchange'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "approved_at",
                schema: "access",
                table: "api_tokens");

            migrationBuilder.DropColumn(
                name: "approved_by",
                schema: "access",
                table: "api_tokens");
        }
    }
}

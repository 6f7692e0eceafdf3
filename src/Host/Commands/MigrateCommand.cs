using System.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Host.Hosting;

namespace Konnect.Host.Commands;

/// <summary><c>konnect migrate</c>: changes the tables and nothing else, for installations in which the account that serves may not.</summary>
internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Bring the database to this version, with an account that owns the tables (see KONNECT__MIGRATE)");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var app = Composition.Build(KonnectCommand.Settings(parsed), serve: false);
            await app.Services.GetRequiredService<DatabaseMigrator>().MigrateNowAsync(cancellationToken);
            return ExitCode.Done;
        });
        return command;
    }
}

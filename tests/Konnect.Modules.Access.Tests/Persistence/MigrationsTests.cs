using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Tokens;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Konnect.Modules.Access.Tests.Persistence;

/// <summary>Each migration, on data that the schema before it held.</summary>
public sealed class MigrationsTests
{
    [Fact]
    public async Task Tokens_from_before_the_trail_stay_and_can_be_followed()
    {
        await using var host = await KonnectHost.CreateAsync();
        var token = (await host.SendAsync(new CreateToken.Command("Power BI", ApiScopeKind.Bi, [], null, null, null))).Value.Id;

        await MigrateAsync(host, "Initial");
        await MigrateAsync(host, null);

        (await host.ReadAsync(db => db.Tokens.Select(t => t.Id).SingleAsync())).ShouldBe(token);
        (await host.ReadAsync(async db =>
        {
            db.Reads.Add(RecordedRead.Of(new(token, host.Clock.Now, "Groups", "rows", 200, 1, 1, 1)));
            return await db.SaveChangesAsync();
        })).ShouldBe(1);
        (await host.SendAsync(new ListReads.Query(token))).Value.Total.ShouldBe(1);
    }

    private static Task<bool> MigrateAsync(KonnectHost host, string? target) => host.ReadAsync(async db =>
    {
        await db.GetService<IMigrator>().MigrateAsync(target);
        return true;
    });
}

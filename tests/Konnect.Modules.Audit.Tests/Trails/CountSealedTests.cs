using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Modules.Audit.Trails;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Audit.Tests.Trails;

public sealed class CountSealedTests : IAsyncLifetime
{
    private KonnectHost host = null!;

    public async Task InitializeAsync() => host = await Neighbourhood.CreateAsync();

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task What_can_t_be_opened_is_counted()
    {
        (await CountAsync()).ShouldBe(new SealedCount(5, 0));
        await host.InScopeAsync(async services =>
        {
            var session = services.GetRequiredService<DatabaseSession>();
            await using var command = session.Connection.CreateCommand();
            command.CommandText = services.GetRequiredService<DatabaseSettings>().IsPostgres
                ? "UPDATE children.notes SET sealed_text = set_byte(sealed_text, 10, 255 - get_byte(sealed_text, 10)) WHERE kind = 'Allergy'"
                : "UPDATE children_notes SET sealed_text = x'010001' WHERE kind = 'Allergy'";
            return await command.ExecuteNonQueryAsync();
        });
        (await CountAsync()).ShouldBe(new SealedCount(5, 2));
    }

    [Fact]
    public async Task Who_may_not_is_refused() =>
        (await host.SendAsync(new CountSealed.Query(), Ledger.Administrator with { Permissions = [] })).Errors.ShouldHaveSingleItem().Code.ShouldBe("access.not-allowed");

    private async Task<SealedCount> CountAsync() => (await host.SendAsync(new CountSealed.Query(), Ledger.Administrator)).Value;
}

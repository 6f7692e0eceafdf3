using Konnect.Modules.Audit.Domain;
using Konnect.Modules.Audit.Trails;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Audit.Tests.Trails;

public sealed class GetChainStateTests
{
    [Fact]
    public async Task The_last_reading_is_remembered_with_its_time()
    {
        await using var host = await KonnectHost.CreateAsync();
        await Ledger.WriteAsync(host, Ledger.Told());
        (await host.SendAsync(new GetChainState.Query(), Ledger.Administrator)).Value.ShouldBe(new(null, null));
        await host.SendAsync(new CheckChain.Command(), Ledger.Administrator);
        (await host.SendAsync(new GetChainState.Query(), Ledger.Administrator)).Value.ShouldBe(new(new LocalDateTime(2026, 11, 20, 10, 0), new ChainState(1, ChainFault.None, 0)));
    }
}

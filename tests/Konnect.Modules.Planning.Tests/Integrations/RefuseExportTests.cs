using Konnect.Modules.Planning.Domain;
using Konnect.Testing;

namespace Konnect.Modules.Planning.Tests.Integrations;

public sealed class RefuseExportTests : IAsyncLifetime
{
    private KonnectHost host = null!;

    public async Task InitializeAsync() => host = await KonnectHost.CreateAsync();

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_refused_request_gives_nothing()
    {
        var request = await host.AskAsync();
        (await host.RefuseAsync(request)).IsSuccess.ShouldBeTrue();
        var row = await host.NewestAsync();
        (row.State, row.DecidedBy, row.Until).ShouldBe((ExportState.Refused, "Ilse", null));
        Exports.CodeOf(await host.TakeAsync(request)).ShouldBe("planning.export-not-approved");
        File.Exists(Path.Combine(host.DataDirectory, "out.zip")).ShouldBeFalse();
    }

    [Fact]
    public async Task An_approval_is_not_taken_back_and_nobody_refuses_the_own_request()
    {
        var request = await host.AskAsync();
        Exports.CodeOf(await host.RefuseAsync(request, Exports.Asker)).ShouldBe("planning.own-export");
        await host.ApproveAsync(request);
        Exports.CodeOf(await host.RefuseAsync(request)).ShouldBe("planning.export-decided");
    }
}

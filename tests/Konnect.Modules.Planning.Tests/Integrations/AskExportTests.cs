using Konnect.BuildingBlocks.Results;
using Konnect.Modules.Planning.Integrations;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Planning.Tests.Integrations;

public sealed class AskExportTests : IAsyncLifetime
{
    private KonnectHost host = null!;

    public async Task InitializeAsync() => host = await KonnectHost.CreateAsync();

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Theory]
    [InlineData("", "input.required")]
    [InlineData("   ", "input.required")]
    [InlineData("omdat het", "planning.export-reason")]
    public async Task A_reason_is_a_few_words(string reason, string code) =>
        (await host.SendAsync(new AskExport.Command(reason), Exports.Asker)).Errors.Single().ShouldBe(Error.Invalid(code, "Reason"));

    [Fact]
    public async Task One_request_runs_at_a_time()
    {
        var request = await host.AskAsync();
        (await AskAgainAsync()).ShouldBe("planning.export-asked");
        await host.ApproveAsync(request);
        (await AskAgainAsync()).ShouldBe("planning.export-asked");
        host.Clock.Advance(Duration.FromHours(24));
        (await AskAgainAsync()).ShouldBeNull();
        await host.RefuseAsync((await host.NewestAsync()).Id);
        (await AskAgainAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Who_may_only_decide_and_who_has_no_account_ask_nothing()
    {
        (await host.SendAsync(new AskExport.Command(Exports.Reason), Exports.Decider)).Errors.Single().Kind.ShouldBe(ErrorKind.Forbidden);
        (await host.SendAsync(new AskExport.Command(Exports.Reason))).Errors.Single().Kind.ShouldBe(ErrorKind.Forbidden);
    }

    private async Task<string?> AskAgainAsync() => (await host.SendAsync(new AskExport.Command(Exports.Reason), Exports.Asker)).Errors.SingleOrDefault()?.Code;
}

using Konnect.BuildingBlocks.Results;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Integrations;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Planning.Tests.Integrations;

public sealed class ApproveExportTests : IAsyncLifetime
{
    private KonnectHost host = null!;

    public async Task InitializeAsync() => host = await KonnectHost.CreateAsync();

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Somebody_else_approves_and_is_named()
    {
        await host.ApprovedAsync();
        var row = await host.NewestAsync();
        (row.State, row.AskedBy, row.DecidedBy, row.Until).ShouldBe((ExportState.Approved, "Bo", "Ilse", new LocalDateTime(2026, 11, 21, 10, 0)));
    }

    [Fact]
    public async Task Nobody_approves_the_own_request()
    {
        var request = await host.AskAsync();
        (await host.ApproveAsync(request, Exports.Asker)).Errors.Single().ShouldSatisfyAllConditions(e => e.Kind.ShouldBe(ErrorKind.Forbidden), e => e.Code.ShouldBe("planning.own-export"));
        (await host.TakeAsync(request)).IsSuccess.ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_decided_or_has_lapsed_stays_as_it_is()
    {
        var refused = await host.AskAsync();
        await host.RefuseAsync(refused);
        Exports.CodeOf(await host.ApproveAsync(refused)).ShouldBe("planning.export-decided");
        var late = await host.AskAsync();
        host.Clock.Advance(ExportRequest.Waits);
        Exports.CodeOf(await host.ApproveAsync(late)).ShouldBe("planning.export-decided");
        Exports.CodeOf(await host.ApproveAsync(Guid.NewGuid())).ShouldBe("planning.export-unknown");
    }

    [Fact]
    public async Task Of_two_who_decide_at_the_same_moment_one_does()
    {
        for (var i = 0; i < 5; i++)
        {
            var request = await host.AskAsync();
            var answers = await Task.WhenAll(Task.Run(() => host.ApproveAsync(request)), Task.Run(() => host.RefuseAsync(request)));
            answers.Count(a => a.IsSuccess).ShouldBe(1);
            Exports.CodeOf(answers.Single(a => !a.IsSuccess)).ShouldBe("planning.export-decided");
            (await host.NewestAsync()).State.ShouldBe(answers[0].IsSuccess ? ExportState.Approved : ExportState.Refused);
            host.Clock.Advance(Duration.FromDays(1));
        }
    }

    [Fact]
    public async Task Who_only_exports_decides_nothing() =>
        (await host.SendAsync(new ApproveExport.Command(await host.AskAsync()), Exports.Decider with { Permissions = [PlanningPermissions.Export] })).Errors.Single().Kind.ShouldBe(ErrorKind.Forbidden);
}

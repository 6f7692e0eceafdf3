using System.IO.Compression;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Integrations;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Planning.Tests.Integrations;

public sealed class TakeExportTests : IAsyncLifetime
{
    private KonnectHost host = null!;

    public async Task InitializeAsync() => host = await KonnectHost.CreateAsync();

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task What_was_approved_is_taken_along_once()
    {
        var request = await host.ApprovedAsync();
        (await host.TakeAsync(request)).Value.Files.Count.ShouldBe(17);
        using (var zip = await ZipFile.OpenReadAsync(Path.Combine(host.DataDirectory, "out.zip")))
            zip.Entries.Count.ShouldBe(17);
        Exports.CodeOf(await host.TakeAsync(request, "again.zip")).ShouldBe("planning.export-not-approved");
        File.Exists(Path.Combine(host.DataDirectory, "again.zip")).ShouldBeFalse();
        (await host.NewestAsync()).State.ShouldBe(ExportState.Used);
    }

    [Fact]
    public async Task Of_many_at_the_same_moment_one_gets_it()
    {
        var request = await host.ApprovedAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => host.TakeAsync(request, $"out{i}.zip"))));
        answers.Count(a => a.IsSuccess).ShouldBe(1);
        answers.Where(a => !a.IsSuccess).Select(Exports.CodeOf).ShouldAllBe(code => code == "planning.export-not-approved");
    }

    [Fact]
    public async Task It_holds_for_a_day_for_who_asked_and_for_nobody_else()
    {
        var request = await host.ApprovedAsync();
        host.Clock.Advance(ExportRequest.Holds - Duration.FromSeconds(1));
        Exports.CodeOf(await host.TakeAsync(request, by: new TestUser("Omar", AccessScope.Everything, PlanningPermissions.Export))).ShouldBe("planning.export-not-approved");
        host.Clock.Advance(Duration.FromSeconds(1));
        Exports.CodeOf(await host.TakeAsync(request)).ShouldBe("planning.export-not-approved");
        (await host.NewestAsync()).State.ShouldBe(ExportState.Lapsed);
    }

    [Fact]
    public async Task What_nobody_approved_or_asked_for_is_not_given()
    {
        Exports.CodeOf(await host.TakeAsync(await host.AskAsync())).ShouldBe("planning.export-not-approved");
        Exports.CodeOf(await host.TakeAsync(Guid.NewGuid())).ShouldBe("planning.export-not-approved");
    }

    [Fact]
    public async Task An_export_that_fails_uses_nothing_up()
    {
        var request = await host.ApprovedAsync();
        Directory.CreateDirectory(Path.Combine(host.DataDirectory, "taken.zip"));
        await Should.ThrowAsync<Exception>(() => host.TakeAsync(request, "taken.zip"));
        (await host.TakeAsync(request)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task An_account_gets_no_export_past_the_approval()
    {
        var path = Path.Combine(host.DataDirectory, "past.zip");
        (await host.SendAsync(new ExportExchange.Command(path), Exports.Asker)).Errors.Single().ShouldSatisfyAllConditions(e => e.Kind.ShouldBe(ErrorKind.Forbidden), e => e.Code.ShouldBe("planning.export-not-approved"));
        File.Exists(path).ShouldBeFalse();
    }
}

using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Chain;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Audit.Tests.Limits;

public sealed class UseLimitsTests : IAsyncLifetime
{
    private static readonly TestUser Sanne = new("Sanne Jansen", AccessScope.Everything);
    private KonnectHost host = null!;

    public async Task InitializeAsync() => host = await KonnectHost.CreateAsync(new LocalDateTime(2026, 11, 20, 10, 25), limits: new UseLimitSettings { Files = 3, Rows = 100 });

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task The_same_file_counts_once_and_one_beyond_the_limit_is_refused_until_the_hour_is_over()
    {
        foreach (var file in new[] { "K1", "K2", "K1", "K3", "K1" })
            (await OpenAsync(Sanne, file)).ShouldBeNull(file);
        var refusal = (await OpenAsync(Sanne, "K4")).ShouldNotBeNull();
        (refusal.Kind, refusal.Code).ShouldBe((ErrorKind.TooMany, "audit.too-many-files"));
        refusal.Args.ShouldBe([3L, new LocalTime(11, 0)]);
        (await OpenAsync(Sanne, "K2")).ShouldBeNull("what was opened before stays open");
        (await OpenAsync(new TestUser("Bo", AccessScope.Everything), "K4")).ShouldBeNull("every account has its own");

        host.Clock.Advance(Duration.FromMinutes(34));
        (await OpenAsync(Sanne, "K4")).ShouldNotBeNull();
        host.Clock.Advance(Duration.FromMinutes(1));
        (await OpenAsync(Sanne, "K4")).ShouldBeNull();
    }

    [Fact]
    public async Task Many_at_the_same_moment_get_no_more_than_the_limit()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => OpenAsync(Sanne, $"K{i}"))));
        answers.Count(refusal => refusal is null).ShouldBe(3);
        (await Ledger.InTrailAsync(host, db => db.ReachedLimits.CountAsync())).ShouldBe(1);
    }

    [Fact]
    public async Task Rows_count_together_and_a_file_that_is_too_long_is_refused_whole()
    {
        (await CountAsync(Sanne, Use.RowsTaken, "first", 60)).ShouldBeNull();
        var refusal = (await CountAsync(Sanne, Use.RowsTaken, "second", 41)).ShouldNotBeNull();
        (refusal.Code, refusal.Args).ShouldSatisfyAllConditions(r => r.Code.ShouldBe("audit.too-many-rows"), r => r.Args.ShouldBe([41L, 100L, 60L, new LocalTime(11, 0)]));
        (await CountAsync(Sanne, Use.RowsTaken, "third", 40)).ShouldBeNull();
        (await CountAsync(Sanne, Use.FileOpened, "K1", 1)).ShouldBeNull("files and rows are counted apart");
    }

    [Fact]
    public async Task Who_has_no_account_has_no_limit()
    {
        foreach (var i in Enumerable.Range(0, 10))
            (await OpenAsync(new SystemUser("Konnect"), $"K{i}")).ShouldBeNull();
        (await Ledger.InTrailAsync(host, db => db.Uses.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_taken_back_does_not_count()
    {
        await using var scope = host.Scope();
        var session = scope.ServiceProvider.GetRequiredService<DatabaseSession>();
        await session.BeginAsync(CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<IUseLimits>().CountAsync(Sanne, Use.FileOpened, "K1", 1, CancellationToken.None);
        await session.RollbackAsync();
        (await Ledger.InTrailAsync(host, db => db.Uses.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task What_was_counted_goes_a_day_after_its_hour()
    {
        foreach (var i in Enumerable.Range(0, 4))
            await OpenAsync(Sanne, $"K{i}");
        var keeper = host.Services.GetRequiredService<TrailKeeper>();
        host.Clock.Advance(Duration.FromHours(24));
        await keeper.RemoveCountedAsync(CancellationToken.None);
        (await Ledger.InTrailAsync(host, async db => (await db.Uses.CountAsync(), await db.ReachedLimits.CountAsync()))).ShouldBe((3, 1));
        host.Clock.Advance(Duration.FromHours(2));
        await keeper.RemoveCountedAsync(CancellationToken.None);
        (await Ledger.InTrailAsync(host, async db => (await db.Uses.CountAsync(), await db.ReachedLimits.CountAsync()))).ShouldBe((0, 0));
    }

    private Task<Error?> OpenAsync(ICurrentUser user, string file) => CountAsync(user, Use.FileOpened, file, 1);

    private Task<Error?> CountAsync(ICurrentUser user, Use use, string subject, long amount) => Ledger.CountAsync(host, user, use, subject, amount);
}

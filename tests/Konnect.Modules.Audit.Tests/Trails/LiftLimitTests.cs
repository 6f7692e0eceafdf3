using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Domain;
using Konnect.Modules.Audit.Trails;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Audit.Tests.Trails;

public sealed class LiftLimitTests : IAsyncLifetime
{
    private static readonly TestUser Administrator = new("Beheer", AccessScope.Everything, AuditPermissions.Search, AuditPermissions.LiftLimits);
    private static readonly TestUser Sanne = new("Sanne Jansen", AccessScope.Everything);
    private KonnectHost host = null!;

    public async Task InitializeAsync() => host = await KonnectHost.CreateAsync(limits: new UseLimitSettings { Files = 1, Rows = 10 });

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task A_lifted_limit_lets_the_account_go_on_for_the_rest_of_the_hour_and_no_longer()
    {
        await ReachAsync(Sanne);
        (await LiftAsync(Sanne)).IsSuccess.ShouldBeTrue();
        (await OpenAsync(Sanne, "K2")).ShouldBeNull();
        (await OpenAsync(Sanne, "K3")).ShouldBeNull();
        (await Ledger.CountAsync(host, Sanne, Use.RowsTaken, "rows", 11)).ShouldNotBeNull("only the limit that was named");
        host.Clock.Advance(Duration.FromHours(1));
        await ReachAsync(Sanne);
    }

    [Fact]
    public async Task It_stands_in_the_trail_with_whose_limit_it_was()
    {
        await ReachAsync(Sanne);
        await LiftAsync(Sanne);
        var line = (await host.SendAsync(new FindEntries.Query(Kind: "audit.lift-limit"), Administrator)).Value.Lines.ShouldHaveSingleItem();
        (line.UserName, line.Outcome, line.Persons.Single().Keys.Single()).ShouldBe(("Beheer", "", Sanne.Id.ToString()));
    }

    [Fact]
    public async Task Nobody_lifts_the_own_limit()
    {
        await ReachAsync(Administrator);
        (await LiftAsync(Administrator)).Errors.Single().Code.ShouldBe("audit.own-limit");
        (await OpenAsync(Administrator, "K2")).ShouldNotBeNull();
        (await FindAsync()).ShouldBe([new(PatternKind.FileLimitReached, Administrator.Id.ToString()!, "Beheer", 1, Lifting.Closed)]);
    }

    [Fact]
    public async Task Who_only_searches_lifts_nothing() =>
        (await host.SendAsync(new LiftLimit.Command(Guid.NewGuid(), Use.FileOpened), Ledger.Administrator)).Errors.Single().Kind.ShouldBe(ErrorKind.Forbidden);

    [Fact]
    public async Task What_was_not_reached_or_is_over_can_t_be_lifted()
    {
        (await LiftAsync(Sanne)).Errors.Single().Code.ShouldBe("audit.limit-over");
        await ReachAsync(Sanne);
        host.Clock.Advance(Duration.FromHours(1));
        (await LiftAsync(Sanne)).Errors.Single().Code.ShouldBe("audit.limit-over");
    }

    [Fact]
    public async Task A_limit_that_was_reached_stands_out_for_a_day_with_what_can_be_done()
    {
        var sanne = Sanne.Id.ToString()!;
        await ReachAsync(Sanne);
        (await FindAsync()).ShouldBe([new(PatternKind.FileLimitReached, sanne, "Sanne Jansen", 1, Lifting.Possible)]);
        await LiftAsync(Sanne);
        (await FindAsync()).Single().Lifting.ShouldBe(Lifting.Done);
        host.Clock.Advance(Duration.FromHours(1));
        await ReachAsync(Sanne);
        await Ledger.CountAsync(host, Sanne, Use.RowsTaken, "rows", 11);
        host.Clock.Advance(Duration.FromHours(1));
        (await FindAsync()).ShouldBe(
            [new(PatternKind.FileLimitReached, sanne, "Sanne Jansen", 2, Lifting.Closed), new(PatternKind.RowLimitReached, sanne, "Sanne Jansen", 1, Lifting.Closed)], ignoreOrder: true);
        host.Clock.Advance(Duration.FromHours(24));
        (await FindAsync()).ShouldBeEmpty();
    }

    private async Task ReachAsync(ICurrentUser user)
    {
        (await OpenAsync(user, "K0")).ShouldBeNull();
        (await OpenAsync(user, "K1")).ShouldNotBeNull();
    }

    private Task<Error?> OpenAsync(ICurrentUser user, string file) => Ledger.CountAsync(host, user, Use.FileOpened, file, 1);

    private Task<Result<Done>> LiftAsync(ICurrentUser whose) => host.SendAsync(new LiftLimit.Command(whose.Id!.Value, Use.FileOpened), Administrator);

    private async Task<IReadOnlyList<Pattern>> FindAsync() => (await host.SendAsync(new FindPatterns.Query(), Administrator)).Value.Patterns;
}

using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Accounts;

/// <summary>Staff S1 works until 20 November 2026, S2 without end; guardian D1 has child K1, whose placement ends on that day, D2 has K2, who stays.</summary>
public sealed class FollowSourceTests : IAsyncLifetime
{
    private KonnectHost host = null!;

    public async Task InitializeAsync()
    {
        host = await KonnectHost.CreateAsync();
        await SampleOrganisation.LoadAsync(
            host,
            ("staff.csv", """
            number,first_name,last_name,email,job,counts_in_ratio,register_checked_on,starts_on,ends_on
            S1,Sanne,Jansen,sanne@example.org,practitioner,true,2024-01-01,2024-01-01,2026-11-20
            S2,Murat,Kaya,murat@example.org,practitioner,true,2024-01-01,2024-01-01,
            S3,Iris,Bos,iris@example.org,practitioner,true,2024-01-01,2024-01-01,2026-11-20
            """),
            ("placements.csv", """
            number,child_number,group_code,start_date,end_date
            P1,K1,L1-A,2026-09-01,2026-11-20
            P2,K2,L1-A,2026-09-01,
            """),
            ("placement_days.csv", """
            placement_number,weekday,start_time,end_time
            P1,1,08:00,17:00
            P2,1,08:00,17:00
            """),
            ("guardians.csv", """
            number,first_name,last_name,email
            D1,Quinten,Zandbergen,quinten@example.org
            D2,Iris,Bos,iris@example.org
            """),
            ("child_guardians.csv", """
            child_number,guardian_number,relation,has_authority,may_pick_up,contact_order
            K1,D1,parent,true,true,1
            K2,D2,parent,true,true,1
            """));
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Staff_are_blocked_on_the_day_after_the_last_day_of_work()
    {
        await AddAsync("sanne@example.org", Roles.Practitioner);
        await AddAsync("murat@example.org", Roles.Practitioner);
        await FollowAsync();
        (await StateAsync("sanne@example.org")).ShouldBe(AccountState.Active);
        host.Clock.Advance(Duration.FromDays(1));
        (await FollowAsync()).Blocked.ShouldBe(1);
        (await StateAsync("sanne@example.org")).ShouldBe(AccountState.Blocked);
        (await StateAsync("murat@example.org")).ShouldBe(AccountState.Active);
        (await FollowAsync()).ShouldBe(new(0, 0, 0));
    }

    [Fact]
    public async Task A_guardian_is_blocked_two_months_after_the_last_placement()
    {
        await host.AddAsync("quinten@example.org", Roles.Guardian);
        host.Clock.Now = new LocalDateTime(2027, 1, 20, 12, 0).InZoneLeniently(KonnectHost.Zone).ToInstant();
        (await FollowAsync()).Blocked.ShouldBe(0);
        host.Clock.Advance(Duration.FromDays(1));
        (await FollowAsync()).Blocked.ShouldBe(1);
    }

    [Fact]
    public async Task Who_is_something_else_too_keeps_that()
    {
        await host.SendAsync(new AddAccount.Command("iris@example.org", null, [Roles.Practitioner, Roles.Guardian], [], ["L1-A"], Installation.Password));
        host.Clock.Advance(Duration.FromDays(1));
        (await FollowAsync()).ShouldBe(new(0, 1, 0));
        var row = await RowAsync("iris@example.org");
        (row.Name, row.State).ShouldBe(("Iris Bos", AccountState.Active));
        row.Roles.ShouldBe([Roles.Guardian]);
    }

    [Fact]
    public async Task The_last_administrator_stays_and_who_the_source_does_not_know_too()
    {
        await host.AddAsync("sanne@example.org", Roles.Administrator);
        await host.AddAsync("accountant@example.org", Roles.Office);
        host.Clock.Advance(Duration.FromDays(400));
        (await FollowAsync()).Blocked.ShouldBe(0);
        await host.AddAsync("other@example.org", Roles.Administrator);
        (await FollowAsync()).Blocked.ShouldBe(1);
        (await StateAsync("accountant@example.org")).ShouldBe(AccountState.Active);
    }

    [Fact]
    public async Task Names_follow()
    {
        await host.SendAsync(new AddAccount.Command("murat@example.org", "M. Kaya", [Roles.Practitioner], [], ["L1-A"], Installation.Password));
        (await FollowAsync()).Renamed.ShouldBe(1);
        (await RowAsync("murat@example.org")).Name.ShouldBe("Murat Kaya");
        (await FollowAsync()).Renamed.ShouldBe(0);
    }

    private Task AddAsync(string email, string role) => host.SendAsync(new AddAccount.Command(email, null, [role], [], ["L1-A"], Installation.Password));

    private async Task<FollowSource.Response> FollowAsync() => (await host.SendAsync(new FollowSource.Command())).Value;

    private async Task<ListAccounts.Row> RowAsync(string email) => (await host.SendAsync(new ListAccounts.Query(email, 1))).Value.Accounts.Single();

    private async Task<AccountState> StateAsync(string email) => (await RowAsync(email)).State;
}

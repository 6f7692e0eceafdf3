using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Trails;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Audit.Tests.Trails;

public sealed class FindEntriesTests : IAsyncLifetime
{
    private static readonly Guid Sanne = Guid.Parse("11111111-2222-3333-4444-555555555555");
    private KonnectHost host = null!;

    public async Task InitializeAsync()
    {
        host = await KonnectHost.CreateAsync();
        await SampleOrganisation.LoadAsync(host);
        await Ledger.WriteAsync(
            host,
            Ledger.Told(kind: "children.get-child-file", user: Sanne, at: At(18, 23, 30), items: Ledger.Named("K1")),
            Ledger.Told(kind: "children.get-child-file", user: Guid.NewGuid(), name: "Murat Kaya", address: "10.0.0.8", at: At(19, 8, 0), items: Ledger.Named("K2")),
            Ledger.Told(kind: "access.sign-in", name: "", address: "10.0.0.9", outcome: "access.sign-in-failed", at: At(19, 9, 0), items: new TrailItem(TrailAct.Named, "account", "nobody@example.org", "", "", [])),
            Ledger.Told(kind: "attendance.check-in-children", user: Sanne, at: At(20, 0, 0), items: [Ledger.Named("K1"), Ledger.Named("K2"), Ledger.Named("K3"), Ledger.Named("K4")]));
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task The_newest_line_comes_first_with_names_of_whom_it_is_about()
    {
        var found = await FindAsync(new());
        found.Lines.Select(l => l.Number).ShouldBe([4L, 3L, 2L, 1L]);
        (found.Lines[0].Persons.Count, found.Lines[0].More, found.Lines[3].More).ShouldBe((3, true, false));
        found.Lines[3].Persons.ShouldHaveSingleItem().Keys.ShouldContain("K1");
        found.Lines[3].At.ShouldBe(new LocalDateTime(2026, 11, 18, 23, 30));
        found.Next.ShouldBeNull();
    }

    [Theory]
    [InlineData("K1", new[] { 4L, 1L })]
    [InlineData("K2", new[] { 4L, 2L })]
    [InlineData("nobody@example.org", new[] { 3L })]
    [InlineData("unheard of", new long[0])]
    public async Task A_person_is_found_by_number_or_key(string text, long[] expected) => (await FindAsync(new(Person: text))).Lines.Select(l => l.Number).ShouldBe(expected);

    [Fact]
    public async Task Days_are_local()
    {
        (await FindAsync(new(From: new LocalDate(2026, 11, 19)))).Lines.Select(l => l.Number).ShouldBe([4L, 3L, 2L]);
        (await FindAsync(new(Until: new LocalDate(2026, 11, 18)))).Lines.Select(l => l.Number).ShouldBe([1L]);
        (await FindAsync(new(From: new LocalDate(2026, 11, 19), Until: new LocalDate(2026, 11, 19)))).Lines.Select(l => l.Number).ShouldBe([3L, 2L]);
        (await FindAsync(new(From: new LocalDate(2027, 1, 1)))).Lines.ShouldBeEmpty();
        (await FindAsync(new(Until: new LocalDate(2026, 1, 1)))).Lines.ShouldBeEmpty();
    }

    [Fact]
    public async Task Filters_narrow_each_other()
    {
        (await FindAsync(new(User: Sanne.ToString()))).Lines.Select(l => l.Number).ShouldBe([4L, 1L]);
        (await FindAsync(new(User: Sanne.ToString(), Kind: "children.get-child-file"))).Lines.Select(l => l.Number).ShouldBe([1L]);
        (await FindAsync(new(Address: "10.0.0.8"))).Lines.Select(l => l.Number).ShouldBe([2L]);
        (await FindAsync(new(OnlyRefused: true))).Lines.Select(l => l.Number).ShouldBe([3L]);
        (await FindAsync(new(Person: "K2", User: Sanne.ToString(), From: new LocalDate(2026, 11, 20)))).Lines.Select(l => l.Number).ShouldBe([4L]);
    }

    [Fact]
    public async Task Older_lines_follow_a_page_at_a_time_and_none_is_lost()
    {
        await Ledger.WriteAsync(host, [.. Enumerable.Range(0, 120).Select(_ => Ledger.Told(items: Ledger.Named("K7")))]);
        var (numbers, before) = (new List<long>(), (long?)null);
        do
        {
            var page = await FindAsync(new(Person: "K7", Before: before));
            page.Lines.Count.ShouldBeLessThanOrEqualTo(FindEntries.PageSize);
            numbers.AddRange(page.Lines.Select(l => l.Number));
            before = page.Next;
        }
        while (before is not null);
        numbers.ShouldBe(Enumerable.Range(5, 120).Reverse().Select(n => (long)n));
    }

    [Fact]
    public async Task A_last_day_before_the_first_is_refused_at_its_field()
    {
        var refused = await host.SendAsync(new FindEntries.Query(From: new LocalDate(2026, 11, 20), Until: new LocalDate(2026, 11, 19)), Ledger.Administrator);
        refused.Errors.ShouldHaveSingleItem().ShouldSatisfyAllConditions(e => e.Code.ShouldBe("audit.until-before-from"), e => e.Field.ShouldBe("Until"));
    }

    [Fact]
    public async Task Who_may_not_search_sees_nothing()
    {
        var refused = await host.SendAsync(new FindEntries.Query(), Ledger.Administrator with { Permissions = [] });
        refused.Errors.ShouldHaveSingleItem().Code.ShouldBe("access.not-allowed");
    }

    private static Instant At(int day, int hour, int minute) => new LocalDateTime(2026, 11, day, hour, minute).InZoneLeniently(KonnectHost.Zone).ToInstant();

    private async Task<FindEntries.Response> FindAsync(FindEntries.Query query) => (await host.SendAsync(query, Ledger.Administrator)).Value;
}

using Konnect.Modules.Audit.Domain;
using Konnect.Modules.Audit.Trails;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Audit.Tests.Trails;

public sealed class FindPatternsTests : IAsyncLifetime
{
    private static readonly Guid Sanne = Guid.Parse("11111111-2222-3333-4444-555555555555");
    private KonnectHost host = null!;

    public async Task InitializeAsync() => host = await KonnectHost.CreateAsync();

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Theory]
    [InlineData(Pattern.ManyRefusals - 1, false)]
    [InlineData(Pattern.ManyRefusals, true)]
    public async Task Many_refusals_from_one_address_stand_out(int times, bool expected)
    {
        await WriteAsync(times, _ => Ledger.Told(kind: "access.sign-in", name: "", outcome: "access.sign-in-failed", at: host.Clock.Now));
        (await FindAsync()).ShouldBe(expected ? [new(PatternKind.RefusalsFromOneAddress, "10.0.0.7", "10.0.0.7", times)] : []);
    }

    [Fact]
    public async Task Queries_of_a_program_that_can_t_be_answered_are_no_guesses()
    {
        await WriteAsync(Pattern.ManyRefusals, _ => Ledger.Told(kind: "access.read-feed", outcome: "reporting.400", at: host.Clock.Now));
        (await FindAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Pattern.ManyAddresses - 1, false)]
    [InlineData(Pattern.ManyAddresses, true)]
    public async Task Somebody_from_many_addresses_stands_out(int times, bool expected)
    {
        await WriteAsync(times * 2, i => Ledger.Told(user: Sanne, address: $"10.0.0.{i % times}", at: host.Clock.Now));
        (await FindAsync()).ShouldBe(expected ? [new(PatternKind.OneUserFromManyAddresses, Sanne.ToString(), "Sanne Jansen", times)] : []);
    }

    [Theory]
    [InlineData(Pattern.ManyFiles - 1, false)]
    [InlineData(Pattern.ManyFiles, true)]
    public async Task Many_opened_files_stand_out(int times, bool expected)
    {
        await WriteAsync(times, i => Ledger.Told(user: Sanne, at: host.Clock.Now, items: Ledger.Named($"K{i}")));
        (await FindAsync()).ShouldBe(expected ? [new(PatternKind.ManyFilesOpened, Sanne.ToString(), "Sanne Jansen", times)] : []);
    }

    [Fact]
    public async Task What_was_before_the_last_day_does_not_stand_out_any_more()
    {
        await WriteAsync(50, _ => Ledger.Told(outcome: "access.sign-in-failed", at: host.Clock.Now - Pattern.Period - Duration.FromSeconds(1)));
        (await FindAsync()).ShouldBeEmpty();
    }

    private Task WriteAsync(int times, Func<int, Konnect.BuildingBlocks.Security.TrailEvent> told) => Ledger.WriteAsync(host, [.. Enumerable.Range(0, times).Select(told)]);

    private async Task<IReadOnlyList<Pattern>> FindAsync() => (await host.SendAsync(new FindPatterns.Query(), Ledger.Administrator)).Value.Patterns;
}

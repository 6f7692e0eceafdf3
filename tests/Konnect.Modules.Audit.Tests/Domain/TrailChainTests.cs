using System.Reflection;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Domain;
using NodaTime;

namespace Konnect.Modules.Audit.Tests.Domain;

public sealed class TrailChainTests
{
    private static readonly TrailKey Key = new(1, [.. Enumerable.Range(1, 32).Select(i => (byte)i)]);

    private static TrailEntry Line() => TrailEntry.After(
        new(7, [.. Enumerable.Repeat((byte)9, 32)], 1),
        new(Instant.FromUtc(2026, 11, 20, 9, 0), "children.change", Guid.Parse("11111111-2222-3333-4444-555555555555"), "Sanne", "10.0.0.7", "Chrome", "", "outline",
            [new(TrailAct.Changed, "child", "K1", "Child", "K1", [new("FirstName", "Anna", "Ann")])]),
        Key,
        _ => [1, 2, 3]);

    [Fact]
    public void A_line_fits_after_the_line_it_was_written_after() => TrailChain.Fits(Key, [.. Enumerable.Repeat((byte)9, 32)], Line()).ShouldBeTrue();

    [Fact]
    public void It_fits_nowhere_else_and_with_no_other_key()
    {
        TrailChain.Fits(Key, new byte[32], Line()).ShouldBeFalse();
        TrailChain.Fits(new(1, new byte[32]), [.. Enumerable.Repeat((byte)9, 32)], Line()).ShouldBeFalse();
    }

    public static TheoryData<string> Columns => [.. Stored(typeof(TrailEntry)).Where(p => p.Name != nameof(TrailEntry.Hash)).Select(p => $"entry {p.Name}")
        .Concat(Stored(typeof(TrailRecord)).Where(p => p.Name != nameof(TrailRecord.EntryNumber)).Select(p => $"record {p.Name}"))];

    [Theory]
    [MemberData(nameof(Columns))]
    public void Whatever_is_changed_in_a_line_it_does_not_fit_any_more(string column)
    {
        var line = Line();
        object owner = column.StartsWith("entry", StringComparison.Ordinal) ? line : line.Records[0];
        var property = owner.GetType().GetProperty(column.Split(' ')[1])!;
        property.SetValue(owner, Other(property.GetValue(owner)));
        TrailChain.Fits(Key, [.. Enumerable.Repeat((byte)9, 32)], line).ShouldBeFalse();
    }

    [Fact]
    public void What_moves_from_one_column_to_the_next_is_seen()
    {
        var line = Line();
        Set(line, nameof(TrailEntry.UserName), "Sanne1");
        Set(line, nameof(TrailEntry.Address), "0.0.0.7");
        TrailChain.Fits(Key, [.. Enumerable.Repeat((byte)9, 32)], line).ShouldBeFalse();
    }

    [Fact]
    public void A_record_that_is_gone_is_seen()
    {
        var line = Line();
        line.Records.Clear();
        TrailChain.Fits(Key, [.. Enumerable.Repeat((byte)9, 32)], line).ShouldBeFalse();
    }

    [Fact]
    public void An_anchor_that_somebody_else_moved_is_not_genuine()
    {
        var anchor = new TrailAnchor();
        anchor.MoveTo(new(12, [.. Enumerable.Repeat((byte)4, 32)], 1), Key);
        anchor.IsGenuine(Key).ShouldBeTrue();
        typeof(TrailAnchor).GetProperty(nameof(TrailAnchor.Number))!.SetValue(anchor, 13L);
        anchor.IsGenuine(Key).ShouldBeFalse();
    }

    private static IEnumerable<PropertyInfo> Stored(Type type) => type.GetProperties().Where(p => p.Name != nameof(TrailEntry.Records));

    private static void Set(TrailEntry line, string property, string value) => typeof(TrailEntry).GetProperty(property)!.SetValue(line, value);

    private static object Other(object? value) => value switch
    {
        long number => number + 1,
        int number => number + 1,
        string text => text + "x",
        Guid => Guid.NewGuid(),
        Instant instant => instant + Duration.FromMilliseconds(1),
        TrailAct act => act == TrailAct.Added ? TrailAct.Removed : TrailAct.Added,
        byte[] bytes => (byte[])[.. bytes, 0],
        _ => throw new InvalidOperationException($"No other value for {value}."),
    };
}

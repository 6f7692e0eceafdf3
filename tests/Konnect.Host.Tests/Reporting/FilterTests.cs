using NodaTime;

namespace Konnect.Host.Tests.Reporting;

/// <summary>Every filter gives the rows that the same condition picks in memory.</summary>
[Collection(ReportingCollection.Name)]
public sealed class FilterTests(ReportingHost host)
{
    private static readonly LocalDate March5 = new(2026, 3, 5);
    private static readonly Instant Some = Instant.FromUtc(2026, 3, 29, 10, 0);

    private static readonly Dictionary<string, Func<Reading, bool>> Cases = new()
    {
        // numbers
        ["date(2026-03-05) eq Day"] = r => r.Day == March5,
        ["date(Day) ge 2026-03-05"] = r => r.Day >= March5,
        ["Count eq 2"] = r => r.Count == 2,
        ["Count ne 2"] = r => r.Count != 2,
        ["Count gt 2"] = r => r.Count > 2,
        ["Count ge 2 and Count le 4"] = r => r.Count is >= 2 and <= 4,
        ["2 lt Count"] = r => r.Count > 2,
        ["Count eq -3"] = r => r.Count == -3,
        ["-INDEXOF(Site,'/') eq -1"] = r => r.Site == "c/d",
        ["-Count eq 3"] = r => r.Count == -3,
        ["Count gt 2.5"] = r => r.Count > 2.5,
        ["Count eq 5000000000"] = r => false,
        ["Count lt 5000000000"] = r => true,
        ["Total gt 3000000000"] = r => r.Total > 3_000_000_000,
        ["Total eq Count"] = r => r.Total == r.Count,
        ["Factor eq 0.625"] = r => r.Factor == 0.625,
        ["Factor lt -1.1"] = r => r.Factor < -1.1,
        ["Factor gt 1"] = r => r.Factor > 1,
        ["Count add 3 eq 5"] = r => r.Count + 3 == 5,
        ["Count sub 3 lt 0"] = r => r.Count - 3 < 0,
        ["Count mul Count gt 50"] = r => r.Count * r.Count > 50,
        ["Count div 3 eq 1"] = r => r.Count / 3 == 1,
        ["Count div 3 eq -1"] = r => r.Count / 3 == -1,
        ["Count mod 3 eq 1"] = r => r.Count % 3 == 1,
        ["Factor mod 1.5 eq -0.75"] = r => r.Factor % 1.5 == -0.75,
        ["Factor mod 0 eq null"] = r => true,
        ["Total div Factor gt 1e10"] = r => r.Factor is not 0 && r.Total / r.Factor > 1e10,
        ["6 div Minutes eq 2"] = r => r.Minutes is > 0 and var m && 6 / m == 2,
        ["6 div Minutes eq null"] = r => r.Minutes is null or 0,
        ["Minutes mod 0 eq null"] = r => true,
        ["Minutes add 1 ne 3"] = r => r.Minutes is null || r.Minutes + 1 != 3,
        ["(Count add 1) mul 2 eq 6"] = r => r.Count == 2,
        ["Count add 2147483647 gt 2147483648"] = r => r.Count > 1,

        // null
        ["Minutes eq null"] = r => r.Minutes is null,
        ["null ne Minutes"] = r => r.Minutes is not null,
        ["Minutes ne 4"] = r => r.Minutes != 4,
        ["Minutes gt 4"] = r => r.Minutes > 4,
        ["not (Minutes gt 4)"] = r => !(r.Minutes > 4),
        ["not (Minutes eq 4)"] = r => r.Minutes != 4,
        ["not (Minutes ne 4)"] = r => r.Minutes == 4,
        ["not (Minutes gt 4 or Count gt 2)"] = r => !(r.Minutes > 4 || r.Count > 2),
        ["not (Minutes gt 4 and Count gt 2)"] = r => !(r.Minutes > 4 && r.Count > 2),
        ["Minutes gt null"] = r => false,
        ["not (Minutes gt null)"] = r => true,
        ["Minutes ge null"] = r => r.Minutes is null,
        ["Minutes le Factor"] = r => r.Minutes <= r.Factor || (r.Minutes is null && r.Factor is null),
        ["not (Minutes le Factor)"] = r => !(r.Minutes <= r.Factor || (r.Minutes is null && r.Factor is null)),
        ["not (Minutes lt Factor)"] = r => !(r.Minutes < r.Factor),
        ["Minutes eq Factor"] = r => r.Minutes == r.Factor,
        ["Minutes ne Factor"] = r => r.Minutes != r.Factor,
        ["null eq null"] = r => true,
        ["null"] = r => false,
        ["not null"] = r => false,
        ["Label eq null"] = r => r.Label is null,
        ["contains(Label,'b')"] = r => r.Label?.Contains('b') == true,
        ["not contains(Label,'b')"] = r => r.Label?.Contains('b') == false,
        ["contains(Label,'b') eq null"] = r => r.Label is null,
        ["contains(Label,'b') eq false"] = r => r.Label?.Contains('b') == false,
        ["contains(Label,'b') ne true"] = r => r.Label?.Contains('b') != true,
        ["not (contains(Label,'b') or Count gt 2)"] = r => r.Label?.Contains('b') == false && r.Count <= 2,
        ["not (contains(Label,'b') and Count gt 2)"] = r => r.Label?.Contains('b') == false || r.Count <= 2,
        ["contains(Label,null)"] = r => false,
        ["not contains(Label,null)"] = r => false,
        ["(not contains(Label,'b')) ne (Checked or Flag)"] = r => (r.Label is null ? null : !r.Label.Contains('b')) != (r.Flag ? true : r.Checked is null ? null : r.Checked),
        ["(Minutes gt 4) eq (Count gt 2)"] = r => (r.Minutes > 4) == (r.Count > 2),

        // booleans
        ["Flag"] = r => r.Flag,
        ["not Flag"] = r => !r.Flag,
        ["Flag eq false"] = r => !r.Flag,
        ["Checked"] = r => r.Checked == true,
        ["not Checked"] = r => r.Checked == false,
        ["Checked ne true"] = r => r.Checked != true,
        ["Checked eq null"] = r => r.Checked is null,
        ["Flag eq Checked"] = r => r.Flag == r.Checked,
        ["not not Flag"] = r => r.Flag,
        ["true"] = r => true,
        ["false or Flag"] = r => r.Flag,

        // text
        ["Label eq 'abc'"] = r => r.Label == "abc",
        ["Label eq ''"] = r => r.Label == "",
        ["Label eq 'it''s'"] = r => r.Label == "it's",
        [@"Label eq 'a\b'"] = r => r.Label == @"a\b",
        ["Label eq 'é'"] = r => r.Label == "é",
        ["Label eq '😀 ok'"] = r => r.Label == "😀 ok",
        ["Label gt 'abc'"] = r => string.CompareOrdinal(r.Label, "abc") > 0,
        ["Label le 'abc'"] = r => r.Label is not null && string.CompareOrdinal(r.Label, "abc") <= 0,
        ["not (Label le 'abc')"] = r => !(r.Label is not null && string.CompareOrdinal(r.Label, "abc") <= 0),
        ["'Z' lt Label"] = r => string.CompareOrdinal(r.Label, "Z") > 0,
        ["contains(Label,'%')"] = r => r.Label?.Contains('%') == true,
        ["contains(Label,'_')"] = r => r.Label?.Contains('_') == true,
        [@"contains(Label,'\')"] = r => r.Label?.Contains('\\') == true,
        ["contains(Label,'')"] = r => r.Label is not null,
        ["contains('xabcx',Label)"] = r => r.Label is not null && "xabcx".Contains(r.Label, StringComparison.Ordinal),
        ["startswith(Label,'ab')"] = r => r.Label?.StartsWith("ab", StringComparison.Ordinal) == true,
        ["startswith(Label,'a_')"] = r => r.Label?.StartsWith("a_", StringComparison.Ordinal) == true,
        ["startswith(Label,'😀')"] = r => r.Label?.StartsWith("😀", StringComparison.Ordinal) == true,
        ["startswith(Label,'')"] = r => r.Label is not null,
        ["not startswith(Label,'ab')"] = r => r.Label?.StartsWith("ab", StringComparison.Ordinal) == false,
        ["startswith('abc',Label)"] = r => r.Label is not null && "abc".StartsWith(r.Label, StringComparison.Ordinal),
        ["startswith(Label,Site)"] = r => r.Label?.StartsWith(r.Site, StringComparison.Ordinal) == true,
        ["endswith(Label,'bc')"] = r => r.Label?.EndsWith("bc", StringComparison.Ordinal) == true,
        ["endswith(Label,'BC')"] = r => r.Label?.EndsWith("BC", StringComparison.Ordinal) == true,
        ["endswith(Label,'%')"] = r => r.Label?.EndsWith('%') == true,
        ["endswith(Label,'😀 ok')"] = r => r.Label?.EndsWith("😀 ok", StringComparison.Ordinal) == true,
        ["endswith(Label,'')"] = r => r.Label is not null,
        ["not endswith(Label,'very long text')"] = r => r.Label is not null,
        ["length(Label) eq 4"] = r => r.Label?.EnumerateRunes().Count() == 4,
        ["length(Label) ne 4"] = r => r.Label?.EnumerateRunes().Count() != 4,
        ["length(Label) gt 3"] = r => r.Label?.EnumerateRunes().Count() > 3,
        ["not (length(Label) gt 3)"] = r => !(r.Label?.EnumerateRunes().Count() > 3),
        ["indexof(Label,'b') eq 1"] = r => r.Label?.IndexOf('b', StringComparison.Ordinal) == 1,
        ["indexof(Label,'b') eq -1"] = r => r.Label?.IndexOf('b', StringComparison.Ordinal) == -1,
        ["substring(Label,1) eq 'bc'"] = r => r.Label is "abc" or "Abc",
        ["substring(Label,1,1) eq 'b'"] = r => r.Label is { Length: > 1 } && r.Label[1] == 'b',
        ["tolower(Label) eq 'abc'"] = r => r.Label is "abc" or "Abc",
        ["toupper(Label) eq 'ABC'"] = r => r.Label is "abc" or "Abc",
        ["toupper(Label) ne 'ABC'"] = r => r.Label is not ("abc" or "Abc"),
        ["trim(Label) eq 'pad'"] = r => r.Label == " pad ",
        ["concat(Site,Label) eq 'aabc'"] = r => r.Site == "a" && r.Label == "abc",
        ["concat(Label,'x') eq null"] = r => r.Label is null,
        ["substring('abc',7,1) eq ''"] = r => true,
        ["'a' lt 'B'"] = r => false,
        ["startswith('abc',substring('xab',1))"] = r => true,
        ["length('😀') eq 1"] = r => true,
        ["concat(Label,Label) ne null"] = r => r.Label is not null,
        ["not (concat(Label,'x') gt 'a')"] = r => !(string.CompareOrdinal(r.Label is null ? null : r.Label + "x", "a") > 0),
        ["concat(concat(Site,'-'),'b') eq 'a-b'"] = r => r.Site == "a",

        // dates, times, instants
        ["Day eq 2026-03-05"] = r => r.Day == March5,
        ["Day ne 2026-03-05"] = r => r.Day != March5,
        ["Day ge 2026-03-05 and Day lt 2026-03-07"] = r => r.Day >= March5 && r.Day < March5.PlusDays(2),
        ["Due lt Day"] = r => r.Due < r.Day,
        ["not (Due ge Day)"] = r => !(r.Due >= r.Day),
        ["Due eq null"] = r => r.Due is null,
        ["Day ge 2026-03-05T00:00:00Z"] = r => r.Day >= March5,
        ["DayKey eq 20260305"] = r => r.Day == March5,
        ["From ge 2026-03-29T10:00:00Z"] = r => r.From >= Some,
        ["From lt 2026-03-29T12:00:00%2B02:00"] = r => r.From < Some,
        ["From lt 2026-03-29T12:00:00+02:00"] = r => r.From < Some,
        ["From eq 1965-03-04T23:30:00.123456Z"] = r => r.From == Instant.FromUtc(1965, 3, 4, 23, 30).PlusTicks(1234560),
        ["From ge 2026-03-29"] = r => r.From >= Instant.FromUtc(2026, 3, 29, 0, 0),
        ["2026-03-29 gt From"] = r => r.From < Instant.FromUtc(2026, 3, 29, 0, 0),
        ["To gt 2026-03-29T10:00:00Z"] = r => r.To > Some,
        ["not (To gt 2026-03-29T10:00:00Z)"] = r => !(r.To > Some),
        ["To eq null"] = r => r.To is null,
        ["From lt now()"] = r => r.From < ReportingHost.Now,
        ["Length ge 30"] = r => (r.To - r.From)?.TotalMinutes >= 30,
        ["Opens lt 12:00:00"] = r => r.Opens < new LocalTime(12, 0),
        ["Opens ge 12:00"] = r => r.Opens >= new LocalTime(12, 0),
        ["Opens eq 00:01:00.1234567"] = r => r.Opens == LocalTime.FromTicksSinceMidnight(1234567 + NodaConstants.TicksPerMinute),
        ["year(Day) eq 2026"] = r => true,
        ["month(Day) eq 3"] = r => r.Day.Month == 3,
        ["day(Due) eq 5"] = r => r.Due?.Day == 5,
        ["day(Due) ne 5"] = r => r.Due?.Day != 5,
        ["year(From) eq 1965"] = r => r.From.InUtc().Year == 1965,
        ["day(From) eq 29"] = r => r.From.InUtc().Day == 29,
        ["month(To) eq 3"] = r => r.To?.InUtc().Month == 3,
        ["hour(From) eq 23"] = r => r.From.InUtc().Hour == 23,
        ["minute(From) eq 31"] = r => r.From.InUtc().Minute == 31,
        ["second(From) eq 10"] = r => r.From.InUtc().Second == 10,
        ["hour(Opens) eq 3"] = r => r.Opens?.Hour == 3,
        ["minute(Opens) gt 30"] = r => r.Opens?.Minute > 30,
        ["second(Opens) eq 7"] = r => r.Opens?.Second == 7,
        ["not (hour(Opens) ge 3)"] = r => !(r.Opens?.Hour >= 3),
        ["hour(Opens) eq null"] = r => r.Opens is null,
        ["year(To) eq null"] = r => r.To is null,
        ["time(To) eq null"] = r => r.To is null,
        ["second(Opens) eq 0"] = r => r.Opens?.Second == 0,
        ["Length eq null"] = r => r.To is null,
        ["date(From) eq 2026-03-29"] = r => r.From.InUtc().Date == new LocalDate(2026, 3, 29),
        ["date(From) eq 1965-03-04"] = r => r.From.InUtc().Date == new LocalDate(1965, 3, 4),
        ["date(To) gt Due"] = r => r.To?.InUtc().Date > r.Due,
        ["time(From) lt 12:00:00"] = r => r.From.InUtc().TimeOfDay < new LocalTime(12, 0),
        ["time(From) eq 23:30:00.123456"] = r => r.From.InUtc().TimeOfDay == new LocalTime(23, 30).PlusTicks(1234560),

        // Guids
        [$"Id eq {MeterData.Id(7)}"] = r => r.Id == MeterData.Id(7),
        [$"Id eq {MeterData.Id(7).ToString().ToUpperInvariant()}"] = r => r.Id == MeterData.Id(7),
        [$"Id gt {MeterData.Id(50)}"] = r => r.Id.CompareTo(MeterData.Id(50)) > 0,
        [$"Id in ({MeterData.Id(7)},{MeterData.Id(9)})"] = r => r.Id == MeterData.Id(7) || r.Id == MeterData.Id(9),

        // in
        ["Count in (1,2,3)"] = r => r.Count is 1 or 2 or 3,
        ["Count IN ( -1 , 2 )"] = r => r.Count is -1 or 2,
        ["not Count in (1,2,3)"] = r => r.Count is not (1 or 2 or 3),
        ["Count in (1.5,2)"] = r => r.Count == 2,
        ["Minutes IN (1,NULL)"] = r => r.Minutes is null or 1,
        ["(Label eq 'é') eq Site in ('x','y','c/d')"] = r => (r.Label == "é") == (r.Site == "c/d"),
        ["Checked ne (not (Site in ('x','y','c/d')))"] = r => r.Checked != (r.Site != "c/d"),
        ["Minutes in (1,2,null)"] = r => r.Minutes is null or 1 or 2,
        ["not (Minutes in (1,2,null))"] = r => r.Minutes is not (null or 1 or 2),
        ["not (Minutes in (1,2,3,4))"] = r => r.Minutes is not (1 or 2 or 3 or 4),
        [@"Label in ('abc','it''s','','a\b',',',')')"] = r => r.Label is "abc" or "it's" or "" or @"a\b",
        ["Label in ('abc')"] = r => r.Label == "abc",
        ["Day in (2026-03-05,2026-03-06,2026-03-07)"] = r => r.Day >= March5 && r.Day <= March5.PlusDays(2),
        ["Due in (2026-03-05,null)"] = r => r.Due is null || r.Due == March5,
        ["From in (1965-03-04T23:30:00.123456Z)"] = r => r.From == Instant.FromUtc(1965, 3, 4, 23, 30).PlusTicks(1234560),
        ["Opens in (03:03:03,06:06:06,07:07:07)"] = r => r.Opens is { } o && o.Hour is 3 or 6 or 7 && o == new LocalTime(o.Hour, o.Hour, o.Hour),
        ["Flag in (true)"] = r => r.Flag,
        ["trim(substring('a b c',1,length(Site))) eq 'b'"] = r => r.Site == "c/d",
        ["tolower(Label) in ('abc','é')"] = r => r.Label is "abc" or "Abc" or "é",
        ["Count add 1 eq 2 and Site in ('a','b')"] = r => r.Count == 1 && r.Site is "a" or "b" && r.Count == 1,
        ["Count eq 1 or Count eq 2 or Count eq 3 or Minutes eq 4"] = r => r.Count is 1 or 2 or 3 || r.Minutes == 4,
        ["not (Minutes eq 1 or Minutes eq 2 or Minutes eq 3)"] = r => r.Minutes is not (1 or 2 or 3),

        // as clients write them
        ["Count EQ 2 AND Flag Eq TRUE"] = r => r.Count == 2 && r.Flag,
        ["NOT Flag OR Label Eq NULL"] = r => !r.Flag || r.Label is null,
        ["Contains(Label,'b') and StartsWith(Label,'a')"] = r => r.Label is not null && r.Label.Contains('b') && r.Label.StartsWith('a'),
        ["((((Count eq 2))))"] = r => r.Count == 2,
        ["  Count   eq\t2 "] = r => r.Count == 2,
        ["$it/Count eq 2"] = r => r.Count == 2,
        ["Label eq 'not (in) and, or'"] = r => false,
    };

    public static TheoryData<string> Filters => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task A_filter_gives_the_rows_that_meet_it(string filter)
    {
        var expected = MeterData.Readings.Where(Cases[filter]).Select(r => (int)Convert.ToUInt32(r.Id.ToString()[..8], 16)).Order();
        (await host.ReadingsAsync($"$filter={Escape(filter)}")).Order().ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Counting_gives_as_many_rows_as_reading(string filter) =>
        (await (await host.GetAsync($"Readings/$count?$filter={Escape(filter)}")).Content.ReadAsStringAsync()).ShouldBe($"{MeterData.Readings.Count(Cases[filter])}");

    [Theory]
    [InlineData("From sub To eq duration'PT1H'")]
    [InlineData("cast(Factor,Edm.String) eq '1'")]
    [InlineData("isof(Count,Edm.Int32)")]
    [InlineData("Flag gt true")]
    [InlineData("Day eq From")]
    [InlineData("time(2026-03-05) eq 10:00")]
    [InlineData("Day lt 2026-03-05T10:00:00Z")]
    [InlineData("Factor eq INF")]
    [InlineData("Count divby 2 eq 1")]
    [InlineData("Label has 'x'")]
    [InlineData("$it eq null")]
    [InlineData("Count in @p")]
    [InlineData("matchesPattern(Label,'a')")]
    [InlineData("Count eq [1]")]
    public async Task What_can_not_be_translated_is_not_implemented(string filter) => await RefusedAsync(filter, 501, "not-supported");

    [Theory]
    [InlineData("")]
    [InlineData("Count eq")]
    [InlineData("Count eq 2)")]
    [InlineData("(Count eq 2")]
    [InlineData("Count eq 'x'")]
    [InlineData("Count")]
    [InlineData("Nope eq 1")]
    [InlineData("count eq 1")]
    [InlineData("Person eq 'Person 1'")]
    [InlineData("Label eq 'open")]
    [InlineData("Count in ()")]
    [InlineData("Count in (1,)")]
    [InlineData("Count in (1")]
    [InlineData("Count in ((1))")]
    [InlineData("Count in (Count add 1)")]
    [InlineData("nope(Count) eq 1")]
    [InlineData("Day eq 2026-13-45")]
    [InlineData("Id eq 1234")]
    [InlineData("Count eq 1;drop table readings")]
    [InlineData("Count eq 1 -- x")]
    [InlineData("substring(Label,-1) eq 'x'")]
    public async Task What_is_no_filter_is_refused(string filter) => await RefusedAsync(filter, 400, "malformed");

    [Fact]
    public async Task Five_hundred_values_in_a_list_are_answered_and_one_more_is_refused()
    {
        (await host.ReadingsAsync($"$filter=Count in ({string.Join(',', Enumerable.Range(-250, 500))})")).Length.ShouldBe(60);
        await RefusedAsync($"Count in ({string.Join(',', Enumerable.Range(0, 501))})", 400, "too-complex");
    }

    [Fact]
    public async Task A_long_chain_of_conditions_is_answered()
    {
        var chain = string.Join(" or ", Enumerable.Range(0, 240).Select(i => $"Count eq {i}"));
        (await host.ReadingsAsync($"$filter={chain}")).Length.ShouldBe(MeterData.Readings.Count(r => r.Count >= 0));
        var sum = string.Join(" add ", Enumerable.Repeat("1", 90));
        (await host.ReadingsAsync($"$filter=Count eq Count add {sum} sub 90")).Length.ShouldBe(60);
    }

    [Fact]
    public async Task Conditions_inside_comparisons_inside_conditions_do_not_grow_beyond_measure()
    {
        (await host.ReadingsAsync($"$filter={Nested("(Flag eq Flag eq ", "Flag", ")", 20)}")).Length.ShouldBe(30);
        (await host.ReadingsAsync($"$filter={Nested("(Checked ne (Checked eq ", "Checked", "))", 15)}")).Length.ShouldBeLessThan(60);
        (await host.ReadingsAsync($"$filter={Nested("(Minutes div ", "Minutes", ")", 30)} eq 1")).Length.ShouldBe(MeterData.Readings.Count(r => r.Minutes == 1));
        (await host.ReadingsAsync($"$filter={Nested("concat(Label,tolower(", "Label", "))", 4)} eq ''")).Length.ShouldBe(MeterData.Readings.Count(r => r.Label == ""));
        (await host.ReadingsAsync($"$filter={Nested("day(", "Day", ")", 1)} add {Nested("length(concat(Label,substring(Label,", "1", ")))", 2)} ge 0")).Length.ShouldBeLessThan(60);
        await RefusedAsync(Nested("(Checked and (true eq ", "Checked", "))", 16), 400, "too-complex");
    }

    private static string Nested(string before, string inner, string after, int times) => string.Concat(Enumerable.Repeat(before, times)) + inner + string.Concat(Enumerable.Repeat(after, times));

    private async Task RefusedAsync(string filter, int status, string code)
    {
        using var response = await host.GetAsync($"Readings?$filter={Escape(filter)}");
        ((int)response.StatusCode).ShouldBe(status, filter);
        (await Answer.ErrorAsync(response)).Code.ShouldBe(code);
    }

    private static string Escape(string filter) => filter.Contains("%2B", StringComparison.Ordinal) || filter.Contains("+02", StringComparison.Ordinal) ? filter : Uri.EscapeDataString(filter);
}

using System.Globalization;

namespace Konnect.Host.Tests.Reporting;

/// <summary>Thousands of generated queries, well and badly formed: each is answered, refused or not offered; none is a fault.</summary>
[Collection(ReportingCollection.Name)]
public sealed class GeneratedQueryTests(ReportingHost host)
{
    private static readonly int[] Allowed = [200, 400, 404, 406, 414, 501];
    private static readonly string[] Properties = ["Id", "Site", "Day", "DayKey", "From", "To", "Length", "Opens", "Due", "Count", "Minutes", "Total", "Factor", "Flag", "Checked", "Label", "Person", "Nope", "$it", "Site/Name"];
    private static readonly string[] Literals =
    [
        "1", "-1", "0", "2147483647", "-2147483648", "9223372036854775807", "-9223372036854775808", "99999999999999999999", "1.5", "-0.0", "1e300", "1e-300", "1d", "2f", "3M", "INF", "-INF", "NaN", "null",
        "true", "false", "''", "'a'", "'it''s'", "'\\'", "'%'", "'é😀'", "'\0'", "'\ud800'", "2026-03-05", "0001-01-01", "9999-12-31", "2026-02-30", "2026-03-29T10:00:00Z", "2026-03-29T10:00:00.1234567+02:00",
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "12:00:00", "23:59:59.9999999", "24:00", "00000000-0000-0000-0000-000000000001", "duration'PT1H'", "binary'AA'", "guid'x'", "X'AA'", "now()", "@p", "[1,2]", "{}",
    ];
    private static readonly Dictionary<string, string[]> Sorts = new()
    {
        ["Boolean"] = ["Flag", "Checked", "true", "false"],
        ["Number"] = ["Count", "Minutes", "Total", "DayKey", "Length", "1", "-3", "1000000", "3000000000"],
        ["String"] = ["Site", "Label", "'a'", "''", "'it''s'", "'%'", "'é😀'", "null"],
        ["Date"] = ["Day", "Due", "2026-03-05", "2026-03-17"],
        ["Time"] = ["Opens", "12:00:00", "03:03:03"],
        ["Instant"] = ["From", "To", "2026-03-29T10:00:00Z", "now()"],
        ["Guid"] = ["Id", "00000007-0000-0000-ab00-000000000007"],
    };
    private static readonly string[] Comparisons = ["eq", "ne", "gt", "ge", "lt", "le", "EQ", "has", "in", "and", "or", "add", "sub", "mul", "div", "mod", "divby", "=", "==", ""];
    private static readonly string[] Functions =
    [
        "contains", "startswith", "endswith", "length", "indexof", "substring", "tolower", "toupper", "trim", "concat", "year", "month", "day", "hour", "minute", "second", "fractionalseconds", "date", "time", "round",
        "floor", "ceiling", "cast", "isof", "now", "mindatetime", "totaloffsetminutes", "geo.distance", "matchesPattern", "nope", "any", "Contains",
    ];
    private static readonly string[] Addresses =
    [
        "Readings", "Readings", "Readings", "Readings", "Tariffs", "Sites", "Readings/$count", "Sites('a')", "Tariffs(Site='a',Kind='day',From=2026-01-01T00:00:00Z)", "", "$metadata", "Readings()", "Readings/", "Sites('a')/Name",
        "Sites(", "Sites('", "Nope", "Readings(00000001-0000-00ab-0000-000000000001)", "Tariffs(Site=1)", "$batch", "$all", "$crossjoin(Readings,Sites)", "Readings/$ref", "Sites/Konnect.Site", "Sites(%27a%27)", "Readings/$filter(Flag)",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task No_query_is_a_fault(int seed)
    {
        var random = new Random(seed);
        using var client = host.Client();
        var seen = new Dictionary<int, int>();
        for (var i = 0; i < 1500; i++)
        {
            var address = AddressOf(random);
            using var response = await client.GetAsync(new Uri(host.Root + address));
            var status = (int)response.StatusCode;
            var body = await response.Content.ReadAsStringAsync();
            status.ShouldBeOneOf(Allowed, $"{Uri.UnescapeDataString(address)}\n{body}");
            response.Headers.GetValues("OData-Version").ShouldBe(["4.0"]);
            if (status >= 400)
                await Answer.ErrorAsync(response);
            seen[status] = seen.GetValueOrDefault(status) + 1;
        }

        // The generator is worth something only while each sort of answer is common.
        seen[200].ShouldBeGreaterThan(30);
        seen[400].ShouldBeGreaterThan(200);
        seen[501].ShouldBeGreaterThan(50);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public async Task What_is_well_formed_and_well_typed_is_answered(int seed)
    {
        var random = new Random(seed);
        using var client = host.Client();
        for (var i = 0; i < 750; i++)
        {
            var filter = Sound(random, "Boolean", 0);
            var address = $"Readings?$filter={Uri.EscapeDataString(filter)}&$orderby={Uri.EscapeDataString(Sound(random, Of(random, [.. Sorts.Keys]), 2))}&$top={random.Next(5)}&$count=true";
            using var response = await client.GetAsync(new Uri(host.Root + address));
            ((int)response.StatusCode).ShouldBe(200, $"{Uri.UnescapeDataString(address)}\n{await response.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>An expression of a type; below the third level a column or a literal.</summary>
    private static string Sound(Random random, string type, int depth)
    {
        string Of(string type) => Sound(random, type, depth + 1);
        if (depth > 3 || random.Next(4) == 0)
            return GeneratedQueryTests.Of(random, Sorts[type]);
        return (type, random.Next(6)) switch
        {
            ("Boolean", 0) => $"not ({Of("Boolean")})",
            ("Boolean", 1) => $"({Of("Boolean")} {GeneratedQueryTests.Of(random, "and", "or")} {Of("Boolean")})",
            ("Boolean", 2) => $"{GeneratedQueryTests.Of(random, "contains", "startswith", "endswith")}({Of("String")},{Of("String")})",
            ("Boolean", 3) when GeneratedQueryTests.Of(random, "Number", "String", "Date", "Guid") is var of =>
                $"({Of(of)} in ({string.Join(',', Enumerable.Range(0, random.Next(1, 5)).Select(_ => GeneratedQueryTests.Of(random, [.. Sorts[of].Where(l => !char.IsAsciiLetterUpper(l[0]))])))}))",
            ("Boolean", _) when GeneratedQueryTests.Of(random, [.. Sorts.Keys.Where(k => k != "Boolean")]) is var of => $"({Of(of)} {GeneratedQueryTests.Of(random, Comparisons[..6])} {Of(of)})",
            ("Number", 0) => $"length({Of("String")})",
            ("Number", 1) => $"indexof({Of("String")},{Of("String")})",
            ("Number", 2) => $"{GeneratedQueryTests.Of(random, "year", "month", "day")}({GeneratedQueryTests.Of(random, "Day", "Due", "From", "To")})",
            ("Number", 3) => $"{GeneratedQueryTests.Of(random, "hour", "minute", "second")}({GeneratedQueryTests.Of(random, "Opens", "From", "To")})",
            ("Number", _) => $"({Of("Number")} {GeneratedQueryTests.Of(random, "add", "sub", "mul", "div", "mod")} {Of("Number")})",
            ("String", 0) => $"substring({Of("String")},{random.Next(3)})",
            ("String", 1) => $"substring({Of("String")},{random.Next(3)},{random.Next(3)})",
            ("String", 2) => $"concat({Of("String")},{Of("String")})",
            ("String", _) => $"{GeneratedQueryTests.Of(random, "tolower", "toupper", "trim")}({Of("String")})",
            ("Date", _) => $"date({GeneratedQueryTests.Of(random, "From", "To")})",
            ("Time", _) => $"time({GeneratedQueryTests.Of(random, "From", "To")})",
            _ => GeneratedQueryTests.Of(random, Sorts[type]),
        };
    }

    private static string AddressOf(Random random)
    {
        var options = Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(12) switch
        {
            < 6 => $"$filter={Escape(Condition(random, 0), random)}",
            6 => $"$orderby={Escape(string.Join(',', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Value(random, 1) + Of(random, "", " asc", " desc", " DESC", " up"))), random)}",
            7 => $"$select={Escape(string.Join(',', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Of(random, Properties))), random)}",
            8 => $"$top={Of(random, "0", "1", "5", "1000", "-1", "x", "99999999999", "1.5", "")}",
            9 => $"$skip={Of(random, "0", "1", "59", "-1", "x", "99999999999")}",
            10 => $"$count={Of(random, "true", "false", "TRUE", "1", "")}",
            _ => Of(random, "$expand=Site", "$apply=groupby((Site))", "$search=a", "$format=json", "$nope=1", "mine=1", "$", "=", "&", "$compute=1 as A", "@p=1", "FILTER=Flag", "top=1"),
        });
        return $"{Of(random, Addresses)}?{string.Join('&', options)}";
    }

    private static string Condition(Random random, int depth) => random.Next(depth > 3 ? 3 : 9) switch
    {
        0 or 1 => $"{Value(random, depth)} {Of(random, Comparisons[..6])} {Value(random, depth)}",
        2 => $"{Of(random, Properties)} {Of(random, Comparisons)} {Of(random, Literals)}",
        3 => $"({Condition(random, depth + 1)})",
        4 => $"not {Of(random, "", "(")}{Condition(random, depth + 1)}{Of(random, "", ")")}",
        5 or 6 => $"{Condition(random, depth + 1)} {Of(random, "and", "or", "AND", "Or", "eq", "ne")} {Condition(random, depth + 1)}",
        7 => $"{Value(random, depth)} in ({string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Of(random, Literals)))})",
        _ => $"{Of(random, "contains", "startswith", "endswith")}({Value(random, depth)},{Value(random, depth)})",
    };

    private static string Value(Random random, int depth) => random.Next(depth > 3 ? 6 : 10) switch
    {
        < 4 => Of(random, Properties),
        < 6 => Of(random, Literals),
        6 => $"{Value(random, depth + 1)} {Of(random, "add", "sub", "mul", "div", "mod")} {Value(random, depth + 1)}",
        7 => $"({Of(random, "", "-")}{Value(random, depth + 1)})",
        _ => $"{Of(random, Functions)}({string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, depth + 1)))})",
    };

    /// <summary>Mostly as clients escape, sometimes with a piece cut out or doubled, and sometimes hardly escaped at all.</summary>
    private static string Escape(string text, Random random)
    {
        var cut = random.Next(text.Length);
        var broken = random.Next(10) switch
        {
            0 => text.Remove(cut, 1),
            1 => text.Insert(cut, text[cut].ToString(CultureInfo.InvariantCulture)),
            2 => text[..cut],
            _ => text,
        };
        return random.Next(8) == 0 ? broken.Replace("%", "", StringComparison.Ordinal).Replace("&", "", StringComparison.Ordinal).Replace("#", "", StringComparison.Ordinal) : Uri.EscapeDataString(broken.Replace("\ud800", "%ED%A0%80", StringComparison.Ordinal));
    }

    private static string Of(Random random, params string[] choices) => choices[random.Next(choices.Length)];
}

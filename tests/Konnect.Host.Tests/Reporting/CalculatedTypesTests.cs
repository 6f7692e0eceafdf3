using System.Net;

namespace Konnect.Host.Tests.Reporting;

/// <summary>
/// The parser knows no type of a calculated value, so it lets every function have it: each function and operator over each type of calculation and
/// against each type of value is answered or refused, and never a fault.
/// </summary>
[Collection(ReportingCollection.Name)]
public sealed class CalculatedTypesTests(ReportingHost host)
{
    private const string Calculated = "$apply=aggregate(Count with sum as Whole,Factor with average as Broken,Day with min as Date,From with max as Moment,Label with max as Text)";

    private static readonly string[] Columns = ["Whole", "Broken", "Date", "Moment", "Text"];

    private static readonly string[] Values = [.. Columns, "null", "1", "1.5", "'x'", "2026-03-01", "2026-03-01T00:00:00Z", "12:00:00", "true", "duration'PT1H'"];

    public static TheoryData<string> OfOne =>
        ["length", "tolower", "toupper", "trim", "year", "month", "day", "hour", "minute", "second", "fractionalseconds", "date", "time", "totaloffsetminutes", "totalseconds", "round", "floor", "ceiling"];

    public static TheoryData<string> OfTwo => ["contains", "startswith", "endswith", "indexof", "concat", "substring", "matchesPattern"];

    public static TheoryData<string> Operators => ["add", "sub", "mul", "div", "mod", "divby", "eq", "ne", "lt", "and", "or", "has"];

    [Theory]
    [MemberData(nameof(OfOne))]
    public Task A_function_of_one_value(string function) => ShouldAnswerAsync(Columns.Select(c => $"{function}({c}) ne null"));

    [Theory]
    [MemberData(nameof(OfTwo))]
    public Task A_function_of_two_values(string function) => ShouldAnswerAsync(
        from column in Columns from value in Values from call in new[] { $"{function}({column},{value})", $"{function}({value},{column}) ne null" } select call);

    [Theory]
    [MemberData(nameof(Operators))]
    public Task An_operator(string name) => ShouldAnswerAsync(
        from column in Columns from value in Values let term = $"({column} {name} {value})" from condition in new[] { term, $"{term} ne null" } select condition);

    [Fact]
    public Task What_stands_alone() => ShouldAnswerAsync(
        from column in Columns from condition in new[] { column, $"not {column}", $"-{column} ne null", $"cast({column},Edm.String) eq 'x'", $"cast({column},Edm.Int32) eq 1", $"{column} in (1,'x')", $"{column}/any(x:x eq 1)" } select condition);

    private async Task ShouldAnswerAsync(IEnumerable<string> conditions)
    {
        var faults = new List<string>();
        foreach (var condition in conditions)
        {
            using var response = await host.GetAsync($"Readings?{Calculated}&$filter={Uri.EscapeDataString(condition)}");
            if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.NotImplemented))
                faults.Add($"{condition}: {(int)response.StatusCode}");
        }

        faults.ShouldBeEmpty();
    }
}

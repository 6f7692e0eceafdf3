using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Konnect.Host.Tests.Reporting;

/// <summary>The document about the standard names tests as its proof: each of them is one.</summary>
public sealed partial class ConformanceDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "docs", "odata.md"));

    [Fact]
    public void Every_test_that_the_document_names_exists()
    {
        var tests = typeof(ConformanceDocumentTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Where(method => Attribute.IsDefined(method, typeof(FactAttribute))).Select(method => $"{type.Name}.{method.Name}"))
            .ToHashSet();
        var named = TestName().Matches(Document).Select(m => m.Groups[1].Value).ToList();
        named.Count.ShouldBeGreaterThan(60);
        named.Except(tests).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Minimal conformance", "1,2,3,4,5.1,5.2,6,7,8,9,10,11,12,13,14–28")]
    [InlineData("Intermediate conformance", "1,2,3,4,5,6,7,7.1,7.2,7.3,7.4,7.5,8,9,10,11,12,13,14,15,16,17")]
    public void Every_item_of_a_level_has_a_test_or_a_reason(string level, string items)
    {
        var rows = Document.Split("\n## ").Single(part => part.StartsWith(level, StringComparison.Ordinal)).Split('\n').Where(line => Item().IsMatch(line)).ToList();
        string.Join(',', rows.Select(row => Item().Match(row).Groups[1].Value)).ShouldBe(items);
        rows.ShouldAllBe(row => TestName().IsMatch(row) || row.Contains("Not applicable: ", StringComparison.Ordinal) || row.EndsWith("| Above |", StringComparison.Ordinal));
    }

    private static string ThisFile([CallerFilePath] string file = "") => file;

    [GeneratedRegex(@"`(\w+Tests\.\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^\| ([\d.–]+) \|")]
    private static partial Regex Item();
}

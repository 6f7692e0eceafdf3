using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Konnect.Host.Tests;

/// <summary>The document about the security standard names tests and files as its proof: each of them is one, and what it counts is there.</summary>
public sealed partial class AsvsTests
{
    /// <summary>What the standard asks at levels 1 and 2.</summary>
    private const int Asked = 254;

    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    private static readonly string Document = File.ReadAllText(Path.Combine(Root, "docs", "asvs.md"));

    private static readonly List<(string Number, string Answer)> Rows =
        [.. Document.Split('\n').Select(line => Row().Match(line)).Where(m => m.Success).Select(m => (m.Groups[1].Value, m.Groups[2].Value.Trim()))];

    [Fact]
    public void Every_test_that_the_document_names_exists()
    {
        var tests = Sources("tests", "architecture-tests").Where(file => file.EndsWith(".cs", StringComparison.Ordinal)).SelectMany(Tests).ToHashSet();
        var named = TestName().Matches(Document).Select(m => m.Groups[1].Value).Distinct().ToList();
        named.Count.ShouldBeGreaterThan(150);
        named.Except(tests).ShouldBeEmpty();
    }

    [Fact]
    public void Every_file_that_the_document_names_exists()
    {
        var files = Sources("").Select(file => $"/{Path.GetRelativePath(Root, file).Replace('\\', '/')}").ToList();
        var named = FileName().Matches(Document).Select(m => m.Groups[1].Value).Distinct().ToList();
        named.Count.ShouldBeGreaterThan(30);
        named.Where(name => !files.Exists(file => file.EndsWith($"/{name}", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void Every_item_stands_once_with_one_kind_of_answer()
    {
        Rows.Count.ShouldBe(Asked);
        Rows.GroupBy(row => row.Number).Where(same => same.Count() > 1).Select(same => same.Key).ShouldBeEmpty();
        Rows.Where(row => KindOf(row.Answer) is null).ShouldBeEmpty();
        // A reason is a sentence.
        Rows.Where(row => row.Answer.Length < 20).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("shown by tests")]
    [InlineData("by construction")]
    [InlineData("not applicable")]
    [InlineData("the operator's")]
    [InlineData("otherwise")]
    [InlineData("not yet")]
    public void The_items_of_a_kind_are_as_many_as_the_head_says(string kind)
    {
        var said = Document.Split('\n').Single(line => line.StartsWith($"| {kind}", StringComparison.Ordinal)).Split('|')[^2];
        Rows.Count(row => KindOf(row.Answer) == kind).ShouldBe(int.Parse(said, CultureInfo.InvariantCulture));
    }

    private static string? KindOf(string answer) =>
        answer.StartsWith("**Not yet**: ", StringComparison.Ordinal) ? "not yet"
        : answer.StartsWith("Not applicable: ", StringComparison.Ordinal) ? "not applicable"
        : answer.StartsWith("The operator's: ", StringComparison.Ordinal) ? "the operator's"
        : answer.StartsWith("Otherwise: ", StringComparison.Ordinal) ? "otherwise"
        : answer.StartsWith("By construction: ", StringComparison.Ordinal) ? "by construction"
        : TestName().Match(answer) is { Success: true, Index: 0 } ? "shown by tests"
        : null;

    /// <summary>The tests of a source file, each with the class it stands in.</summary>
    private static IEnumerable<string> Tests(string file)
    {
        var name = "";
        foreach (Match match in ClassOrTest().Matches(File.ReadAllText(file)))
        {
            if (match.Groups["class"].Success)
                name = match.Groups["class"].Value;
            else
                yield return $"{name}.{match.Groups["test"].Value}";
        }
    }

    private static IEnumerable<string> Sources(params string[] folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        .Where(file => !Built().IsMatch(Path.GetRelativePath(Root, file)));

    private static string ThisFile([CallerFilePath] string file = "") => file;

    [GeneratedRegex(@"^\| (\d+\.\d+\.\d+) \| [^|]+ \|([^|]*)\|$")]
    private static partial Regex Row();

    [GeneratedRegex(@"`(\w+(?:Tests|Journey)\.\w+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"`([\w./-]+\.(?:cs|razor|js|md|txt|props)|Dockerfile|\.dockerignore)`")]
    private static partial Regex FileName();

    [GeneratedRegex(@"^(?:public |internal |sealed |partial )*class (?<class>\w+)|\[\w*(?:Fact|Theory)\b[^\n]*\n(?:\s*\[[^\n]*\n)*\s*public (?:static |async )*(?:Task|void) (?<test>\w+)\(", RegexOptions.Multiline)]
    private static partial Regex ClassOrTest();

    [GeneratedRegex(@"(^|[/\\])(bin|obj|\.git|Specimens)[/\\]")]
    private static partial Regex Built();
}

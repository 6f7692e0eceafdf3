using System.Reflection;
using System.Text.RegularExpressions;

namespace Konnect.ArchitectureTests;

/// <summary>The decision records themselves.</summary>
public sealed partial class DecisionTests
{
    private static readonly IReadOnlyList<SourceFile> Records = [.. Product.Built.Files("architecture-tests/decisions", ".md")];

    [Fact]
    public void Every_decision_has_a_record() =>
        typeof(Decision).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => $"architecture-tests/decisions/{((Decision)f.GetValue(null)!).Record}.md").Order(StringComparer.Ordinal)
            .ShouldBe(Records.Select(r => r.Path));

    [Fact]
    public void Every_record_names_tests_that_exist()
    {
        var tests = Product.Built.Files("tests", "Tests.cs").Concat(Product.Built.Files("architecture-tests", "Tests.cs")).Select(f => f.Text).ToList();
        foreach (var record in Records)
        {
            var named = EnforcedBy().Matches(record.Text).ToList();
            named.ShouldNotBeEmpty($"{record.Path} names no test");
            foreach (var test in named)
                tests.ShouldContain(t => t.Contains($"class {test.Groups["class"].Value}", StringComparison.Ordinal) && t.Contains($" {test.Groups["method"].Value}(", StringComparison.Ordinal), $"{record.Path} names {test.Value}");
        }
    }

    [Fact]
    public void Every_rule_is_named_by_a_record()
    {
        var named = string.Concat(Records.Select(r => r.Text));
        typeof(DecisionTests).Assembly.GetTypes().Where(t => t.Namespace == typeof(DecisionTests).Namespace)
            .SelectMany(t => t.GetMethods()).Where(m => m.IsDefined(typeof(FactAttribute)))
            .Select(m => $"{m.DeclaringType!.Name}.{m.Name}").Where(rule => !named.Contains($"`{rule}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [GeneratedRegex(@"`(?<class>\w+Tests)\.(?<method>\w+)`")]
    private static partial Regex EnforcedBy();
}

using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Host.Tests.Reporting;

/// <summary>What the parser would take badly never reaches it. Scanning is linear and happens on any stack.</summary>
public sealed class ScanTests
{
    [Theory]
    [InlineData("A in (1,2)", "((A eq 1) or (A eq 2))")]
    [InlineData("A in (1,2,3)", "((A eq 1) or ((A eq 2) or (A eq 3)))")]
    [InlineData("not A IN ('x')", "not (A eq 'x')")]
    [InlineData("not tolower(A) in ('x') and B", "not (tolower(A) eq 'x') and B")]
    [InlineData("(A add 1) in (-1, null)", "(((A add 1) eq -1) or ((A add 1) eq null))")]
    [InlineData("A in (2026-01-01T00:00:00Z)", "(A eq 2026-01-01T00:00:00Z)")]
    [InlineData("A in (',', ')', '''')", "((A eq ',') or ((A eq ')') or (A eq '''')))")]
    [InlineData("A EQ 'EQ' AND NOT B", "A eq 'EQ' and not B")]
    [InlineData("CONTAINS(Contains,'CONTAINS(')", "contains(Contains,'CONTAINS(')")]
    [InlineData("In in (1) and Eq eq TRUE", "(In eq 1) and Eq eq true")]
    [InlineData("A DESC, b ASC,Desc desc", "A desc, b asc,Desc desc")]
    [InlineData("A eq -5 and -A eq - 5", "A eq -5 and -A eq - 5")]
    public void Expressions_are_written_as_the_parser_reads_them(string text, string expected) => ExpressionScan.Rewrite(text).ShouldBe(expected);

    [Theory]
    [InlineData(32, true)]
    [InlineData(33, false)]
    public void Parentheses_are_nested_no_deeper_than_the_limit(int depth, bool accepted) =>
        Accepts(new string('(', depth) + "A" + new string(')', depth)).ShouldBe(accepted);

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Prefix_operators_are_chained_no_longer_than_the_limit(int length, bool accepted)
    {
        Accepts(string.Concat(Enumerable.Repeat("not ", length)) + "A").ShouldBe(accepted);
        Accepts(string.Concat(Enumerable.Repeat("-", length)) + "A eq 1").ShouldBe(accepted);
    }

    [Fact]
    public void Prefix_operators_of_enclosing_parentheses_count() =>
        Accepts(string.Concat(Enumerable.Repeat("not not not (A or ", 22)) + "B" + new string(')', 22)).ShouldBeFalse();

    [Fact]
    public void Prefix_operators_beside_each_other_do_not_count() =>
        Accepts(string.Join(" and ", Enumerable.Repeat("not A", 200))).ShouldBeTrue();

    [Theory]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void An_expression_has_no_more_parts_than_the_limit(int operands, bool accepted) =>
        Accepts(string.Join(" or ", Enumerable.Repeat("A", operands))).ShouldBe(accepted);

    [Theory]
    [InlineData(" add ")]
    [InlineData(" eq ")]
    public void A_chain_that_can_not_be_halved_is_no_longer_than_the_depth_allows(string connective)
    {
        Accepts(string.Join(connective, Enumerable.Repeat("A", 100))).ShouldBeTrue();
        Accepts(string.Join(connective, Enumerable.Repeat("A", 101))).ShouldBeFalse();
        Accepts("((" + string.Join(connective, Enumerable.Repeat("A", 60)) + ")" + string.Concat(Enumerable.Repeat(connective + "A", 60)) + ")").ShouldBeFalse();
    }

    [Theory]
    [InlineData("A or B or C or D or E or F or G or H or I and J or not K", "((((A) or (B)) or ((C) or ((D) or (E)))) or (((F) or (G)) or ((H) or (((I) and (J)) or (not K)))))")]
    [InlineData("f(A and B and C and D and E and F and G and H and I and J) or B", "f((((A) and (B)) and ((C) and ((D) and (E)))) and (((F) and (G)) and ((H) and ((I) and (J))))) or B")]
    public void A_long_chain_is_halved(string text, string expected) =>
        Bare(ExpressionScan.Rewrite(text)).ShouldBe(Bare(expected));

    [Theory]
    [InlineData("A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A eq 1")]
    [InlineData("A in (--------------------------------------------------------------------------------1)")]
    [InlineData("A eq [[[[[[[[1]]]]]]]]")]
    [InlineData("A eq {\"a\":{\"a\":{\"a\":1}}}")]
    [InlineData("A eq 'open")]
    public void What_nests_in_other_ways_is_refused(string text) => Accepts(text).ShouldBeFalse();

    [Theory]
    [InlineData("$filter")]
    [InlineData("$orderby")]
    [InlineData("$select")]
    [InlineData("$apply")]
    [InlineData("$compute")]
    public void Every_option_is_measured(string option)
    {
        foreach (var nested in (string[])[string.Concat(Enumerable.Repeat("A(", 40)), string.Concat(Enumerable.Repeat("A/", 40))])
            Should.Throw<ReportingRefusal>(() => RequestScanner.Scan("Readings", $"?{option}={nested}")).Status.ShouldBe(400);
        Should.Throw<ReportingRefusal>(() => RequestScanner.Scan("Readings", $"?{option}={new string('a', 9000)}")).Status.ShouldBe(414);
    }

    [Fact]
    public void Nested_expansion_in_apply_is_refused() =>
        Should.Throw<ReportingRefusal>(() => RequestScanner.Scan("Readings", "?$apply=expand(A,expand(B))")).Status.ShouldBe(501);

    [Fact]
    public void The_address_is_measured() =>
        Should.Throw<ReportingRefusal>(() => RequestScanner.Scan(string.Concat(Enumerable.Repeat("A(", 40)), "")).Code.ShouldBe("too-complex");

    [Fact]
    public void Whatever_is_scanned_is_parsed_and_translated_on_a_small_stack()
    {
        // The worst that passes the scan, in every option; the parser gets a quarter of a megabyte. An overflow would end the process.
        string[] worst =
        [
            string.Join(" or ", Enumerable.Repeat("Flag", 500)),
            "Count eq " + string.Join(" add ", Enumerable.Repeat("1", 98)),
            Nested("(", "Count", " add 1 add 1)", 32) + " eq 1",
            Nested("concat(Label,", "''", ")", 8) + " eq ''",
            Nested("not not (Flag or ", "Flag", ")", 20),
            Nested("(Flag eq Flag eq ", "Flag", ")", 20),
            string.Concat(Enumerable.Repeat("not ", 64)) + "Flag",
            string.Join(" and ", Enumerable.Repeat("Count in (1,2)", 190)),
            Nested("(", string.Join(" or ", Enumerable.Repeat("Flag", 400)), ")", 32),
            Nested("(Flag or Flag or Flag or Flag or Flag or Flag or Flag or Flag or Flag or ", string.Join(" or ", Enumerable.Repeat("Flag", 200)), ")", 9),
            $"Count in ({string.Join(',', Enumerable.Range(1, 500))})",
            "A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A/A eq 1",
        ];
        var model = ReportingModel.Build([new Readings(), new Sites(), new Tariffs()], ApiScopeKind.Bi);
        // Every option that holds an expression, at every place where it may stand.
        string[] places =
        [
            "$filter={0}", "$orderby={0}", "$orderby=Count,{0} desc", "$compute={0} as X", "$compute={0} as X&$filter=X eq null&$orderby=X", "$apply=filter({0})", "$apply=compute({0} as X)", "$apply=aggregate({0} with max as X)",
            "$apply=filter({0})/groupby((Site),aggregate(Count with sum as S))/filter(S gt 1)", "$apply=groupby((Site),aggregate({0} with countdistinct as X))", "$expand=Place($expand=Readings($filter={0}))", "$expand=Place($expand=Readings($orderby={0}))",
            "$expand=Place($compute={0} as X)", "$filter=Place/Readings/any(r:{0})", "$filter=Place/Readings/all(r:r/Place/Readings/any(s:{0}))", "$filter=@p&@p={0}", "$filter=not ({0})&$orderby={0}&$count=true", "$search={0}", "$select={0}", "$expand={0}", "$top={0}", "$skiptoken={0}",
        ];
        string[] requests =
        [
            .. worst.SelectMany(expression => places.Select(place => "?" + string.Format(System.Globalization.CultureInfo.InvariantCulture, place, expression))), "?$search=" + string.Join(" NOT ", Enumerable.Repeat("a", 32)), "?$search=" + Nested("(NOT ", "a", ")", 32),
            "?$search=" + string.Join(" OR ", Enumerable.Repeat("a", 32)), "?$compute=" + string.Join(" add ", Enumerable.Repeat("Count", 90)) + " as X", "?$apply=" + string.Join('/', Enumerable.Repeat("filter(" + worst[4] + ")", 8)),
            "?$apply=groupby((Place/Name,Place/Code,Site,Day,Due,Flag))", "?$select=" + string.Join(',', Enumerable.Repeat("Count", 1000)), "?$expand=" + string.Join(',', Enumerable.Repeat("Place", 8)),
        ];
        string[] paths = ["Readings", "Readings/$count", "Sites('a')/Readings", "Readings(" + Nested("(", "1", ")", 31) + ")", string.Join('/', Enumerable.Repeat("Readings", 32)), $"Sites({new string('x', 4000)})", $"Readings({string.Join(',', Enumerable.Repeat("Id=1", 800))})"];
        var options = new DbContextOptionsBuilder<MetersDbContext>().UseSqlite("Data Source=:memory:").Options;
        var translator = new QueryTranslator(new TestClock(ReportingHost.Now));
        var (asked, bound, translated) = (0, 0, 0);
        foreach (var (path, query) in paths[..3].SelectMany(path => requests.Select(query => (path, query))).Concat(paths[3..].Select(path => (path, ""))))
        {
            asked++;
            ReadSet? plan = null;
            OnStack(256, () => plan = (ReadSet)RequestBinder.Bind(model, RequestParser.Parse(model.Edm, RequestScanner.Scan(path, query))));
            if (plan is null)
                continue;
            bound++;
            // EF Core is not so frugal; threads of a server have a megabyte and a half at least.
            OnStack(1024, () =>
            {
                using var tables = new MetersDbContext(options);
                translator.Translate(plan, tables, new(Guid.Empty, ApiScopeKind.Bi), null).Page.CreateDbCommand().Dispose();
                translated++;
            });
        }

        // The worst is worth something only while much of it passes the scan and the parser.
        bound.ShouldBeGreaterThan(asked / 5);
        translated.ShouldBeGreaterThan(asked / 5);
    }

    /// <summary>Runs work that may refuse on a thread with a stack of some kilobytes; when the work fails, the process ends.</summary>
    private static void OnStack(int kilobytes, Action work)
    {
        var thread = new Thread(
            () =>
            {
                try
                {
                    work();
                }
                catch (ReportingRefusal)
                {
                }
                catch (Exception untranslated) when (untranslated is InvalidOperationException or NotSupportedException or ArgumentException)
                {
                    // What has no translation is refused one step later.
                }
            },
            kilobytes * 1024);
        thread.Start();
        thread.Join();
    }

    private static string Nested(string before, string inner, string after, int times) => string.Concat(Enumerable.Repeat(before, times)) + inner + string.Concat(Enumerable.Repeat(after, times));

    /// <summary>Without doubled parentheses and spaces.</summary>
    private static string Bare(string text)
    {
        for (var shorter = text; ; text = shorter)
        {
            shorter = System.Text.RegularExpressions.Regex.Replace(text.Replace(" ", "", StringComparison.Ordinal), @"\((\w+)\)|\((\([^()]*\))\)", "$1$2");
            if (shorter == text)
                return text;
        }
    }

    private static bool Accepts(string text)
    {
        try
        {
            ExpressionScan.Rewrite(text);
            return true;
        }
        catch (ReportingRefusal)
        {
            return false;
        }
    }
}

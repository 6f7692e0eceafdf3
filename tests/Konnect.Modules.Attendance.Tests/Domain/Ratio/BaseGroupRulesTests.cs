using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Konnect.Modules.Attendance.Domain.Ratio;

namespace Konnect.Modules.Attendance.Tests.Domain.Ratio;

public class BaseGroupRulesTests
{
    private static readonly RatioRules Kdv = RatioRuleSets.Named("kdv-2019");

    /// <summary>Every composition of at most 16 children under 4, in ascending order.</summary>
    internal static IEnumerable<AgeCounts> Compositions()
    {
        for (var n0 = 0; n0 <= 16; n0++)
            for (var n1 = 0; n0 + n1 <= 16; n1++)
                for (var n2 = 0; n0 + n1 + n2 <= 16; n2++)
                    for (var n3 = 0; n0 + n1 + n2 + n3 <= 16; n3++)
                        yield return new(n0, n1, n2, n3);
    }

    [Fact]
    public void Every_composition_gives_the_number_of_the_reference_list()
    {
        var text = new StringBuilder();
        foreach (var c in Compositions())
        {
            if (Kdv.Require(c).Required is { } required)
                text.Append(CultureInfo.InvariantCulture, $"{c.Age0},{c.Age1},{c.Age2},{c.Age3},{required}\n");
        }

        text.ToString().Count(character => character == '\n').ShouldBe(4535);
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text.ToString())))
            .ShouldBe("c34ba770aa0c9b9c87f233f11ae75a1d1b42a6e2336b7bb2b80a73b77f0eac96");
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 165)]
    [InlineData(2, 1132)]
    [InlineData(3, 2424)]
    [InlineData(4, 813)]
    public void So_many_compositions_need_so_many_staff(int required, int compositions) =>
        Compositions().Count(c => Kdv.Require(c).Required == required).ShouldBe(compositions);

    [Fact]
    public void Rule_1_decides_in_675_compositions_and_rule_2_in_28()
    {
        var decided = Compositions().Select(c => Kdv.Require(c)).ToLookup(need => need.Rule);

        decided[RatioRule.Rule1].Count().ShouldBe(675);
        decided[RatioRule.Rule2].Count().ShouldBe(28);
        decided[RatioRule.Table1].Count().ShouldBe(4535 - 675 - 28);
    }

    [Theory]
    [InlineData(3, 0, 0, 0, 1, "table1")]
    [InlineData(4, 0, 0, 0, 2, "table1")]
    [InlineData(0, 6, 0, 0, 2, "table1")]
    [InlineData(0, 0, 8, 0, 1, "table1")]
    [InlineData(2, 2, 0, 0, 1, "table1")]
    [InlineData(3, 1, 0, 0, 2, "rule1")]
    [InlineData(2, 0, 1, 2, 2, "rule1")]
    [InlineData(3, 5, 8, 0, 4, "table1")]
    [InlineData(0, 1, 11, 1, 3, "rule2")]
    [InlineData(0, 6, 0, 1, 2, "rule2")]
    [InlineData(13, 0, 0, 0, null, "oversize")]
    [InlineData(0, 0, 0, 17, null, "oversize")]
    [InlineData(9, 5, 0, 0, null, "oversize")]
    public void The_examples_of_the_law_come_out(int n0, int n1, int n2, int n3, int? required, string rule)
    {
        var need = Kdv.Require(new(n0, n1, n2, n3));

        need.Required.ShouldBe(required);
        need.Rule.Code().ShouldBe(rule);
    }

    [Fact]
    public void A_child_of_four_or_older_counts_as_three()
    {
        foreach (var c in Compositions().Where(c => c.Age3 > 1))
            Kdv.Require(c with { Age3 = c.Age3 - 2, Age4To6 = 1, Age7Plus = 1 }).ShouldBe(Kdv.Require(c));
    }

    [Fact]
    public void A_combined_group_has_the_numbers_of_day_care()
    {
        var combined = RatioRuleSets.Named("combi-2019");
        foreach (var c in Compositions())
            combined.Require(c with { Age3 = 0, Age4To6 = c.Age3 }).ShouldBe(Kdv.Require(c));
    }

    [Fact]
    public void An_answer_given_again_is_the_same_as_the_explained_one()
    {
        foreach (var c in Compositions())
        {
            foreach (var vve in new[] { false, true })
            {
                var explained = Kdv.Explain(c, vve);
                Kdv.Require(c, vve).ShouldBe(new(explained.Required, explained.Rule), $"{c} vve {vve}");
            }
        }
    }

    [Fact]
    public void Pre_school_education_never_asks_more_than_table_1_because_no_cell_allows_more_than_eight_per_staff()
    {
        foreach (var c in Compositions())
            Kdv.Require(c, vve: true).ShouldBe(Kdv.Require(c));
    }

    [Theory]
    [InlineData(8, 1, "table1")]
    [InlineData(9, 2, "vve")]
    [InlineData(16, 2, "vve")]
    [InlineData(17, null, "oversize")]
    public void Pre_school_education_asks_one_per_eight_and_sixteen_at_most_where_a_table_is_milder(int children, int? required, string rule)
    {
        var mild = new BaseGroupRules("mild", [new(2, 2, new TableCell(1, 20))]);

        mild.Require(new(0, 0, children, 0), vve: false).Required.ShouldBe(children > 16 ? null : 1);
        var need = mild.Require(new(0, 0, children, 0), vve: true);

        need.Required.ShouldBe(required);
        need.Rule.Code().ShouldBe(rule);
    }

    [Fact]
    public void Each_group_of_babies_fits_the_numbers_of_the_table()
    {
        int?[] required = [0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, null, null, null, null];

        for (var babies = 0; babies < required.Length; babies++)
            Kdv.Require(new(babies, 0, 0, 0)).Required.ShouldBe(required[babies], $"{babies}");
    }

    [Theory]
    [InlineData(8, 4, 1, 3)]
    [InlineData(8, 5, 1, 4)]
    [InlineData(4, 9, 1, 3)]
    [InlineData(5, 8, 1, 4)]
    [InlineData(3, 11, 1, 3)]
    [InlineData(4, 10, 1, 4)]
    public void The_limits_on_babies_trade_against_the_total(int n0, int n1, int n2, int byTable) =>
        Kdv.Explain(new(n0, n1, n2, 0)).ByTable.ShouldBe(byTable);

    [Fact]
    public void The_explanation_holds_every_figure_on_the_way()
    {
        var rule1 = Kdv.Explain(new(3, 1, 0, 0));
        (rule1.Row!.Youngest, rule1.Row.Oldest, rule1.ByTable, rule1.Rule1In144ths, rule1.BeforeRule2).ShouldBe((0, 1, 1, 168, 2));

        var rule2 = Kdv.Explain(new(0, 1, 11, 1));
        (rule2.ByTable, rule2.Rule1In144ths, rule2.BeforeRule2, rule2.WithoutOne).ShouldBe((2, null, 2, (AgeClass.Age3, 3)));

        var limit = Kdv.Explain(new(4, 4, 4, 4));
        limit.Cell.ShouldBe(new TableCell(4, 16, 8));
        limit.Passed.ShouldBe(new TableCell(3, 16, 3));

        var tooLarge = Kdv.Explain(new(9, 5, 0, 0));
        (tooLarge.Required, tooLarge.Cell, tooLarge.Passed).ShouldBe((null, null, new TableCell(4, 16, 8)));
    }

    [Fact]
    public void The_child_left_out_is_named_by_its_true_age() =>
        RatioRuleSets.Named("combi-2019").Explain(new(0, 6, 0, 0, 1)).WithoutOne.ShouldBe((AgeClass.Age4To6, 2));
}

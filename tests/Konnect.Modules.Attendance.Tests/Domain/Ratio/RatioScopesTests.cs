using Konnect.Modules.Attendance.Domain.Ratio;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Domain.Ratio;

public class RatioScopesTests
{
    private static readonly RatioGroup[] Groups =
    [
        new("BSO1", RatioCare.OutOfSchool, false),
        new("BABY", RatioCare.DayCare, false),
        new("COMBI", RatioCare.Combined, false),
        new("PEUTER", RatioCare.DayCare, true),
        new("BSO2", RatioCare.OutOfSchool, false),
    ];

    [Fact]
    public void Out_of_school_groups_are_one_scope_from_July_2024_without_the_combined_group()
    {
        var scopes = RatioScopes.For("L1", Groups, new(2024, 7, 1));

        scopes.Select(scope => (scope.Kind, scope.Code, scope.Vve, string.Join('+', scope.Groups))).ShouldBe(
        [
            (ScopeKind.Group, "BABY", false, "BABY"),
            (ScopeKind.Group, "COMBI", false, "COMBI"),
            (ScopeKind.Group, "PEUTER", true, "PEUTER"),
            (ScopeKind.Location, "L1", false, "BSO1+BSO2"),
        ]);
    }

    [Fact]
    public void Before_July_2024_every_group_is_a_scope() =>
        RatioScopes.For("L1", Groups, new(2024, 6, 30)).Select(scope => (scope.Kind, scope.Code))
            .ShouldBe(Groups.Select(group => (ScopeKind.Group, group.Code)));

    [Fact]
    public void A_location_without_out_of_school_care_has_no_scope_of_its_own() =>
        RatioScopes.For("L1", Groups[1..2], new(2026, 1, 1)).ShouldHaveSingleItem().Kind.ShouldBe(ScopeKind.Group);

    [Theory]
    [InlineData("kdv", "2026-11-19", "kdv-2019")]
    [InlineData("po", "2026-11-19", "kdv-2019")]
    [InlineData("combi", "2026-11-19", "combi-2019")]
    [InlineData("bso", "2019-01-01", "bso-2019")]
    [InlineData("bso", "2024-06-30", "bso-2019")]
    [InlineData("bso", "2024-07-01", "bso-2024-07")]
    [InlineData("kdv", "2018-12-31", "kdv-2019")]
    [InlineData("bso", "2015-05-05", "bso-2019")]
    public void The_date_of_care_chooses_the_rule_set(string care, string date, string ruleSet) =>
        RatioRuleSets.For(RatioCares.Parse(care), NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value).Name.ShouldBe(ruleSet);

    [Fact]
    public void An_unknown_care_type_is_a_fault() => Should.Throw<ArgumentOutOfRangeException>(() => RatioCares.Parse("KDV"));
}

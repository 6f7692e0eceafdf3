using System.Text.Json;
using System.Text.RegularExpressions;
using Konnect.Modules.Attendance.Domain.Ratio;

namespace Konnect.Modules.Attendance.Tests.Domain.Ratio;

public partial class RatioSentenceTests
{
    private static readonly Dictionary<string, string> Dutch = Texts("nl");
    private static readonly Dictionary<string, string> English = Texts("en");

    [Theory]
    [InlineData("kdv-2019", 0, 0, 6, 0, 0, 0, "1 nodig: 6 kinderen, tabel 2–3 jaar, tot en met 8 kinderen")]
    [InlineData("kdv-2019", 0, 0, 1, 0, 0, 0, "1 nodig: 1 kind, tabel 2–3 jaar, tot en met 8 kinderen")]
    [InlineData("kdv-2019", 0, 0, 0, 0, 0, 0, "0 nodig: er zijn geen kinderen")]
    [InlineData("bso-2024-07", 0, 0, 0, 0, 0, 0, "0 nodig: er zijn geen kinderen")]
    [InlineData("kdv-2019", 1, 0, 0, 0, 0, 0, "1 nodig: 1 baby, tabel 0–1 jaar, tot en met 3 baby's")]
    [InlineData("kdv-2019", 4, 0, 0, 0, 0, 0, "2 nodig: 4 baby's, tabel 0–1 jaar, want meer dan 3 baby's")]
    [InlineData("kdv-2019", 0, 0, 3, 6, 0, 0, "2 nodig: 9 kinderen, tabel 2–4 jaar, want meer dan 8 kinderen")]
    [InlineData("kdv-2019", 4, 4, 4, 4, 0, 0, "4 nodig: 16 kinderen onder wie 4 baby's, tabel 0–4 jaar, want meer dan 3 baby's")]
    [InlineData("kdv-2019", 1, 3, 0, 0, 0, 0, "1 nodig: 4 kinderen onder wie 1 baby, tabel 0–2 jaar, tot en met 4 kinderen")]
    [InlineData("kdv-2019", 3, 1, 0, 0, 0, 0, "2 nodig: 4 kinderen onder wie 3 baby's; tabel 0–2 jaar vraagt 1, maar baby's tellen zwaarder: rekenregel 1 geeft 1,17, naar boven afgerond 2")]
    [InlineData("kdv-2019", 0, 1, 11, 1, 0, 0, "3 nodig: 13 kinderen; tabel 1–4 jaar vraagt 2, maar zonder 1 kind van 3 jaar zouden het er 3 zijn, dus één meer (rekenregel 2)")]
    [InlineData("kdv-2019", 13, 0, 0, 0, 0, 0, "Te grote groep: 13 baby's, tabel 0–1 jaar, want meer dan 12 baby's")]
    [InlineData("kdv-2019", 9, 5, 0, 0, 0, 0, "Te grote groep: 14 kinderen onder wie 9 baby's, tabel 0–2 jaar, want meer dan 8 baby's")]
    [InlineData("kdv-2019", 0, 0, 0, 17, 0, 0, "Te grote groep: 17 kinderen, tabel 3–4 jaar, want meer dan 16 kinderen")]
    [InlineData("combi-2019", 0, 6, 0, 0, 1, 0, "2 nodig: 7 kinderen; tabel 1–4 jaar vraagt 1, maar zonder 1 kind van 4 tot 7 jaar zouden het er 2 zijn, dus één meer (rekenregel 2) (kinderen van 4 jaar en ouder tellen hier als 3)")]
    [InlineData("bso-2024-07", 0, 0, 0, 0, 12, 14, "3 nodig: 12 kinderen jonger dan 7 jaar en 14 kinderen van 7 jaar of ouder op de hele locatie; 12 × 0,100 + 14 × 0,083 = 2,362, naar boven afgerond 3")]
    [InlineData("bso-2024-07", 0, 0, 0, 0, 0, 1, "1 nodig: 0 kinderen jonger dan 7 jaar en 1 kind van 7 jaar of ouder op de hele locatie; 0 × 0,100 + 1 × 0,083 = 0,083, naar boven afgerond 1")]
    [InlineData("bso-2019", 0, 0, 0, 0, 0, 25, "3 nodig: 25 kinderen, bso-tabel 7–13 jaar, want meer dan 24 kinderen")]
    [InlineData("bso-2019", 0, 0, 0, 0, 10, 1, "2 nodig: 11 kinderen onder wie 10 kinderen jonger dan 7 jaar, bso-tabel 4–13 jaar, want meer dan 9 kinderen jonger dan 7 jaar")]
    [InlineData("bso-2019", 0, 0, 0, 0, 8, 0, "1 nodig: 8 kinderen jonger dan 7 jaar, bso-tabel 4–7 jaar, tot en met 10 kinderen")]
    public void A_sentence_says_how_many_and_why(string ruleSet, int n0, int n1, int n2, int n3, int n4, int n7, string sentence) =>
        RatioSentence.Why(RatioRuleSets.Named(ruleSet).Explain(new(n0, n1, n2, n3, n4, n7))).In(key => Dutch[key]).ShouldBe(sentence);

    [Fact]
    public void The_sentence_is_there_in_English_too()
    {
        string Why(AgeCounts children) => RatioSentence.Why(RatioRuleSets.Named("kdv-2019").Explain(children)).In(key => English[key]);

        Why(new(4, 4, 4, 4)).ShouldBe("4 needed: 16 children including 4 babies, table for ages 0–4, because there are more than 3 babies");
        Why(new(3, 1, 0, 0)).ShouldBe("2 needed: 4 children including 3 babies; the table for ages 0–2 asks for 1, but babies weigh more: rule 1 gives 1.17, rounded up to 2");
    }

    [Fact]
    public void Pre_school_education_has_its_sentence()
    {
        var mild = new BaseGroupRules("mild", [new(2, 2, new TableCell(1, 20))]);

        RatioSentence.Why(mild.Explain(new(0, 0, 9, 0), vve: true)).In(key => Dutch[key])
            .ShouldBe("2 nodig: 9 kinderen, want voorschoolse educatie vraagt één medewerker op 8 kinderen");
    }

    [Fact]
    public void Every_composition_has_a_sentence_in_both_languages()
    {
        foreach (var texts in new[] { Dutch, English })
        {
            foreach (var rules in RatioRuleSets.All)
            {
                foreach (var c in BaseGroupRulesTests.Compositions())
                {
                    foreach (var children in new[] { c, new AgeCounts(0, 0, 0, c.Age0, 2 * c.Age1, 2 * c.Age2), c with { Age0 = 9 + c.Age0 } })
                        RatioSentence.Why(rules.Explain(children)).In(key => texts[key]).Contains('{').ShouldBeFalse();
                }
            }
        }
    }

    [Theory]
    [InlineData(2, 1, 0, 4, 0, 0, "2 baby's, 1 kind van 1 jaar en 4 kinderen van 3 jaar")]
    [InlineData(1, 0, 0, 0, 0, 0, "1 baby")]
    [InlineData(0, 2, 1, 0, 0, 0, "2 kinderen van 1 jaar en 1 kind van 2 jaar")]
    [InlineData(0, 0, 0, 1, 1, 1, "1 kind van 3 jaar, 1 kind van 4 tot 7 jaar en 1 kind van 7 jaar of ouder")]
    [InlineData(0, 0, 2, 0, 2, 2, "2 kinderen van 2 jaar, 2 kinderen van 4 tot 7 jaar en 2 kinderen van 7 jaar of ouder")]
    [InlineData(0, 0, 0, 0, 0, 0, "0 kinderen")]
    public void Children_by_age_read_well_in_singular_and_plural(int n0, int n1, int n2, int n3, int n4, int n7, string sentence) =>
        RatioSentence.ByAge(new(n0, n1, n2, n3, n4, n7)).In(key => Dutch[key]).ShouldBe(sentence);

    [Fact]
    public void A_verdict_says_why_a_shortage_is_permitted_or_not()
    {
        string[] Verdicts(SampleDay day)
        {
            var timeline = day.Compute();
            return [.. timeline.Segments.Select(s => RatioSentence.Verdict(s, timeline.Day!.AllowanceMinutes).In(key => Dutch[key]))];
        }

        Verdicts(new SampleDay().Children(9, 2, "08:00", "13:00").Staff(1, "08:00", "12:00").Staff(1, "08:00", "08:30")).ShouldBe(
        [
            "2 medewerkers aanwezig, 2 nodig",
            "1 te weinig, dat mag even: 180 van 180 minuten gebruikt",
            "1 te weinig, en de 180 minuten van deze dag zijn op",
            "minder dan de helft: 0 medewerkers aanwezig, 2 nodig",
        ]);
        Verdicts(new SampleDay().Location(closes: "17:00").Children(9, 2, "08:00", "09:00").Staff(1, "08:00", "09:00"))
            .ShouldBe(["1 te weinig, en dat mag alleen als de locatie die dag minstens 10 uur achter elkaar open is"]);
        Verdicts(new SampleDay().Children(17, 2, "08:00", "09:00")).ShouldBe(["de groep is te groot; een extra medewerker verandert dat niet"]);
    }

    [Fact]
    public void Every_judgement_rule_rule_set_age_and_warning_has_a_label()
    {
        RatioText[] labels =
        [
            .. Enum.GetValues<RatioStatus>().Select(RatioSentence.Label),
            .. Enum.GetValues<RatioRule>().Select(RatioSentence.Label),
            .. RatioRuleSets.All.Select(rules => RatioSentence.RuleSet(rules.Name)),
            .. Ages.Classes.Select(age => new RatioText($"ratio.age.{age.Code()}")),
            RatioWarnings.UnderOnes(new(9, 1, 0, 0))!,
            RatioWarnings.BasicGroup(31)!,
            RatioWarnings.Trainees(new(2026, 1, 1), 1, 1)!,
            RatioWarnings.TraineeWithoutQualified(new(2026, 1, 1), RatioCare.DayCare, 1, 0)!,
        ];

        foreach (var texts in new[] { Dutch, English })
            labels.Select(label => label.In(key => texts[key])).ShouldAllBe(label => label.Length > 2);
        RatioSentence.Label(RatioStatus.Deviation).In(key => Dutch[key]).ShouldBe("afwijking");
        RatioSentence.RuleSet("kdv-2019").In(key => Dutch[key]).ShouldBe("Dagopvang 2019");
    }

    [Fact]
    public void Both_languages_have_the_same_keys_with_the_same_placeholders()
    {
        English.Keys.Order().ShouldBe(Dutch.Keys.Order());
        foreach (var (key, text) in Dutch)
            Placeholders(English[key]).ShouldBe(Placeholders(text), key);
    }

    private static string[] Placeholders(string text) => [.. Placeholder().Matches(text).Select(match => match.Value).Distinct().Order()];

    [GeneratedRegex(@"\{\d(:0+)?\}")]
    private static partial Regex Placeholder();

    private static Dictionary<string, string> Texts(string language)
    {
        using var stream = typeof(RatioSentence).Assembly.GetManifestResourceStream($"Konnect.Modules.Attendance.Texts.{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!
            .Where(text => text.Key.StartsWith("ratio.", StringComparison.Ordinal)).ToDictionary();
    }
}

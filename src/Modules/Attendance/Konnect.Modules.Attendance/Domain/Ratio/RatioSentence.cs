namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>Says in words what the engine found; the words themselves stand in the text resources.</summary>
internal static class RatioSentence
{
    /// <summary>How many staff are needed and which rule says so.</summary>
    public static RatioText Why(RatioExplanation why) =>
        why.Children.Total == 0 ? new("ratio.why.nobody")
        : why.OlderCountAsThree ? new("ratio.why.older-as-three", Decided(why))
        : Decided(why);

    /// <summary>Whether the staff present is enough, and why a shortage is a deviation or a breach.</summary>
    /// <param name="segment">The stretch.</param>
    /// <param name="allowance">For how many minutes that day fewer staff are permitted.</param>
    public static RatioText Verdict(RatioSegment segment, int allowance) => segment.Status switch
    {
        RatioStatus.Met => new("ratio.verdict.met", Staff(segment.Staff), segment.Required!),
        RatioStatus.Deviation => new("ratio.verdict.deviation", segment.Shortfall!, segment.AllowanceUsed, allowance),
        RatioStatus.Oversize => new("ratio.verdict.oversize"),
        _ when segment.IsUnderHalf => new("ratio.verdict.under-half", Staff(segment.Staff), segment.Required!),
        _ when allowance == 0 => new("ratio.verdict.no-allowance", segment.Shortfall!),
        _ => new("ratio.verdict.allowance-spent", segment.Shortfall!, allowance),
    };

    /// <summary>The children by age: '2 baby's, 1 kind van 1 jaar en 4 kinderen van 3 jaar'.</summary>
    public static RatioText ByAge(AgeCounts children)
    {
        var parts = (from age in Ages.Classes where children[age] > 0 select Count(age, children[age])).ToArray();
        if (parts.Length == 0)
            return Children(0);
        var list = parts[0];
        for (var i = 1; i < parts.Length; i++)
            list = new(i < parts.Length - 1 ? "ratio.list.more" : "ratio.list.last", list, parts[i]);
        return list;
    }

    /// <summary>The short label of a judgement.</summary>
    public static RatioText Label(RatioStatus status) => new($"ratio.status.{status.Code()}");

    /// <summary>The short label of a rule.</summary>
    public static RatioText Label(RatioRule rule) => new($"ratio.rule.{rule.Code()}");

    /// <summary>The name of a rule set.</summary>
    public static RatioText RuleSet(string name) => new($"ratio.rule-set.{name}");

    private static RatioText Decided(RatioExplanation why) => why.Rule switch
    {
        RatioRule.Oversize => new("ratio.why.oversize", Group(why), Row(why), Limit(why)),
        RatioRule.Table1 or RatioRule.Table2 => Table(why),
        RatioRule.Rule1 => new("ratio.why.rule1", why.Required!, Group(why), Row(why), why.ByTable!, Rule1(why) / 100, Rule1(why) % 100),
        RatioRule.Rule2 => new("ratio.why.rule2", why.Required!, Group(why), Row(why), why.BeforeRule2!,
            Count(why.WithoutOne!.Value.Age, 1), why.WithoutOne.Value.Required),
        RatioRule.Vve => new("ratio.why.vve", why.Required!, Group(why)),
        _ => new("ratio.why.bso", why.Required!, Under7(why.Children.Under7), From7(why.Children.Age7Plus), why.Children.Under7, why.Children.Age7Plus,
            why.SumInThousandths! / 1000, why.SumInThousandths! % 1000),
    };

    private static RatioText Table(RatioExplanation why)
    {
        if (why.Passed is not null)
            return new("ratio.why.table.more", why.Required!, Group(why), Row(why), Limit(why));
        return new("ratio.why.table.first", why.Required!, Group(why), Row(why), why.Children.Total == why.Children.Age0 ? Babies(why.Cell!.Most) : Children(why.Cell!.Most));
    }

    // The children as the deciding table sees them: babies (or the youngest of out-of-school care) are named, for they weigh more.
    private static RatioText Group(RatioExplanation why)
    {
        var (young, noun) = Young(why);
        return young == 0 ? Children(why.Children.Total)
            : young == why.Children.Total ? noun(young)
            : new("ratio.count.among", Children(why.Children.Total), noun(young));
    }

    private static RatioText Limit(RatioExplanation why)
    {
        var (young, noun) = Young(why);
        var passed = why.Passed!;
        return why.Children.Total <= passed.Most ? noun(passed.MostYoung!.Value)
            : young == why.Children.Total ? noun(passed.Most)
            : Children(passed.Most);
    }

    private static (int Count, Func<int, RatioText> Noun) Young(RatioExplanation why) =>
        why.Row is { Oldest: > 3 } ? (why.Children.Under7, Under7) : (why.Children.Age0, Babies);

    private static RatioText Row(RatioExplanation why) =>
        new(why.Row!.Oldest > 3 ? "ratio.row.table2" : "ratio.row.table1", why.Row!.Youngest, why.Row!.Oldest + 1);

    // In hundredths, rounded up like the rule itself, so that a sum just over a whole number never reads as that number.
    private static int Rule1(RatioExplanation why) => (why.Rule1In144ths!.Value * 100 + 143) / 144;

    private static RatioText Children(int count) => Count("ratio.count.children", count);

    private static RatioText Babies(int count) => Count(AgeClass.Age0, count);

    private static RatioText Under7(int count) => Count("ratio.count.under-7", count);

    private static RatioText From7(int count) => Count(AgeClass.Age7Plus, count);

    private static RatioText Staff(int count) => Count("ratio.count.staff", count);

    private static RatioText Count(AgeClass age, int count) => Count($"ratio.count.{age.Code()}", count);

    private static RatioText Count(string noun, int count) => new(count == 1 ? $"{noun}.one" : $"{noun}.many", count);
}

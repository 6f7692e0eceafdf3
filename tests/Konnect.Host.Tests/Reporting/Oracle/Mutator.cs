using System.Text.RegularExpressions;

namespace Konnect.Host.Tests.Reporting.Oracle;

/// <summary>Breaks valid queries, as tired hands, poor programs and attackers do.</summary>
internal sealed partial class Mutator(Random random)
{
    private static readonly string[] Strange =
    [
        "99999999999999999999", "9223372036854775807", "-9223372036854775808", "2147483648", "1e300", "1e-300", "-0.0", "1.5", "1d", "3M", "INF", "-INF", "NaN", "null", "true", "''", "'it''s'", "'\\'", "'%'", "'é😀'", "'\0'", "\0",
        "'\ud800'", "0001-01-01", "9999-12-31", "2026-02-30", "2026-03-29T10:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "24:00", "23:59:59.9999999", "00000000-0000-0000-0000-000000000001", "duration'PT1H'", "binary'AA'",
        "geography'POINT(1 2)'", "now()", "@p", "@", "[1,2]", "{}", "$it", "$this", "$root", "$count", "Nope", "Person", "Secrets", "Place", "Place/Nope", "Readings/any()", "Readings/$count", "x:x", "(", ")", "((((((((", "'", "\"", ",", ";", "/",
        ":", "--", "/*", "%", "%%", "<", ">", "=", "==", "!", "|", "\\", "\t", "\n", "  ", "not", "and", "or", "in", "has", "eq", "gt", "add", "divby", "asc", "desc", "as", "with", "from", "aggregate(", "groupby((", "filter(", "expand(", "concat(",
        "isof(", "cast(Count,Edm.String)", "geo.distance(", "matchesPattern(", "case(", "totaloffsetminutes(", "1;drop table readings", "Edm.Int32", "Konnect.Reading", "*", "$value", "$ref", "\u202e", "\ufeff",
    ];

    /// <summary>Names that exist, and mean something else than what stands there.</summary>
    private static readonly string[] Names =
    [
        .. Specimen.Sets.SelectMany(s => s.Columns.Select(c => c.Name)).Distinct(), "contains", "startswith", "length", "indexof", "substring", "tolower", "trim", "concat", "year", "hour", "fractionalseconds", "date", "time", "now", "round", "cast", "isof",
        "and", "or", "eq", "ne", "gt", "le", "add", "sub", "mul", "div", "mod", "in", "not", "null", "true",
    ];

    private static readonly string[] Paths =
    [
        "Nope", "Readings()", "Readings/", "Readings(", "Sites('", "Sites('a')/Nope", "Sites('a')/Name/$count", "Readings/$ref", "Readings/$value", "Tariffs(Site=1)", "Sites(Code='a')", "Sites(%27a%27)", "$batch", "$all", "$crossjoin(Readings,Sites)",
        "Sites/Konnect.Site", "Readings/$filter(Flag)", "Secrets", "$metadata", "", "Sites('a')/Readings", "Readings(1)", "Readings/$count/$count", "Sites(null)", "Readings%2F$count", "Readings/Flag",
    ];

    private static readonly (string Name, string Value)[] More =
    [
        ("$nope", "1"), ("mine", "1"), ("", ""), ("$", ""), ("$filter", "Flag"), ("filter", "Flag"), ("$top", "-1"), ("$top", "x"), ("$skip", "99999999999"), ("$count", "maybe"), ("$select", "Nope"), ("$orderby", "Count up"), ("$expand", "Place($expand=Readings($expand=Place))"),
        ("$apply", "groupby((Site))"), ("$apply", "expand(Place,filter(true))"), ("$search", "\""), ("$search", "NOT"), ("$compute", "1"), ("$format", "json"), ("$skiptoken", "x"), ("$deltatoken", "x"), ("@p", "1"), ("@p", "@p"), ("$levels", "max"), ("$index", "1"),
    ];

    /// <summary>An address that is broken in one to three places.</summary>
    public string Address(Query query)
    {
        var path = random.Next(8) == 0 ? Of(Paths) : Spelling.Path(query);
        var options = new Spelling(random).OptionsOf(query).ToList();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            if (options.Count == 0 || random.Next(8) == 0)
            {
                options.Add(Of(More));
                continue;
            }

            var at = random.Next(options.Count);
            options[at] = (options[at].Name, Broken(options[at].Value));
        }

        var address = Spelling.Address(path, options.Select(o => (o.Name, o.Value.Replace("\ud800", "\ufffd", StringComparison.Ordinal))), random);
        return random.Next(10) switch
        {
            // Badly or not at all encoded.
            0 => address.Insert(random.Next(Math.Min(path.Length + 1, address.Length), address.Length + 1), Of("%", "%zz", "%C3", "%ED%A0%80", "%00", "&", "=", "+", "%26", "%23", "%2525")),
            1 => Uri.UnescapeDataString(address).Replace("#", "", StringComparison.Ordinal),
            _ => address,
        };
    }

    private string Broken(string text)
    {
        var tokens = Tokens().Matches(text).Select(m => m.Value).ToList();
        if (tokens.Count == 0)
            return Of(Strange);
        var at = random.Next(tokens.Count);
        switch (random.Next(12))
        {
            case 0:
                tokens.RemoveAt(at);
                break;
            case 1:
                tokens.Insert(at, tokens[at]);
                break;
            case 2:
                tokens.Insert(at, Of(Strange));
                break;
            case 3 or 4:
                tokens[at] = Of(Strange);
                break;
            case 5:
                (tokens[at], tokens[^1]) = (tokens[^1], tokens[at]);
                break;
            case 6:
                // Quotes and parentheses that are left open.
                return string.Concat(tokens)[..random.Next(text.Length + 1)];
            case 7 or 8 or 9:
                if (tokens.FindIndex(at, t => char.IsAsciiLetter(t[0])) is >= 0 and var name)
                    tokens[name] = Of(Names);
                break;
            case 10:
                return string.Concat(tokens).Remove(random.Next(text.Length), 1);
            default:
                var times = Of(2, 5, 20, 60);
                return random.Next(2) == 0 ? string.Concat(Enumerable.Repeat("(", times)) + text + string.Concat(Enumerable.Repeat(")", times)) : string.Join(Of(" and ", " or ", " add ", ","), Enumerable.Repeat(text, Math.Min(times, 1 + (2000 / text.Length))));
        }

        return string.Concat(tokens);
    }

    private T Of<T>(params T[] choices) => choices[random.Next(choices.Length)];

    [GeneratedRegex("""'(?:[^']|'')*'|"[^"]*"|[\w.@$-]+|\s+|.""", RegexOptions.Singleline)]
    private static partial Regex Tokens();
}

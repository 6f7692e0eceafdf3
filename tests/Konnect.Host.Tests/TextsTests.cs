using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Results;
using NodaTime;

namespace Konnect.Host.Tests;

public sealed partial class TextsTests
{
    private static readonly Assembly[] Assemblies =
        [.. Directory.GetFiles(AppContext.BaseDirectory, "*.dll")
            .Where(file => Path.GetFileName(file).StartsWith("konnect", StringComparison.OrdinalIgnoreCase) && !file.EndsWith("Tests.dll", StringComparison.Ordinal))
            .Select(Assembly.LoadFrom)
            .Where(assembly => TextCatalog.Read(assembly).Any())];

    private static readonly TextCatalog Catalog = new(Assemblies);

    private static string Source([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../src"));

    [Fact]
    public void Every_language_of_an_assembly_has_the_same_keys()
    {
        Assemblies.ShouldContain(typeof(TextCatalog).Assembly);
        foreach (var assembly in Assemblies)
        {
            var languages = TextCatalog.Read(assembly).ToList();
            languages.Select(l => l.Language).ShouldBe(Catalog.Languages, ignoreOrder: true, $"{assembly.GetName().Name} lacks a language");
            var keys = languages.Single(l => l.Language == TextCatalog.DefaultLanguage).Texts.Keys;
            foreach (var (language, texts) in languages)
                texts.Keys.Order().ShouldBe(keys.Order(), $"keys of {assembly.GetName().Name} in {language}");
        }
    }

    [Fact]
    public void Every_language_of_a_key_has_the_same_placeholders()
    {
        foreach (var assembly in Assemblies)
        {
            var languages = TextCatalog.Read(assembly).ToList();
            foreach (var (key, sentence) in languages[0].Texts)
                foreach (var (language, texts) in languages)
                    Placeholders(texts.GetValueOrDefault(key, "")).ShouldBe(Placeholders(sentence), $"placeholders of {key} in {language}");
        }
    }

    [Fact]
    public void No_sentence_is_empty_or_shouts()
    {
        foreach (var (key, sentence) in Assemblies.SelectMany(TextCatalog.Read).SelectMany(l => l.Texts))
        {
            sentence.ShouldNotBeNullOrWhiteSpace(key);
            sentence.ShouldNotContain("!", Case.Sensitive, key);
        }
    }

    [Fact]
    public void Every_key_the_source_asks_for_has_a_sentence()
    {
        var missing = new SortedSet<string>();
        var asked = 0;
        foreach (var file in Directory.EnumerateFiles(Source(), "*.*", SearchOption.AllDirectories))
        {
            if (!file.EndsWith(".cs", StringComparison.Ordinal) && !file.EndsWith(".razor", StringComparison.Ordinal)) continue;
            if (file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)) continue;
            var source = Remark().Replace(File.ReadAllText(file), "");
            var keys = Key().Matches(source).Select(m => m.Groups[1].Value)
                .Concat(CountKey().Matches(source).Select(m => m.Groups[1].Value + ".other"))
                .Concat(CountKey().Matches(source).Select(m => m.Groups[1].Value + ".one"))
                .Concat(ErrorCode().Matches(source).Select(m => "error." + m.Groups[1].Value));
            foreach (var key in keys)
            {
                asked++;
                if (!Catalog.In("nl").Has(key)) missing.Add($"{key} ({Path.GetFileName(file)})");
            }
        }

        asked.ShouldBeGreaterThan(0);
        missing.ShouldBeEmpty();
    }

    [Fact]
    public void A_key_without_a_sentence_shows_itself() => Catalog.In("nl")["no.such.key", 3].ShouldBe("no.such.key");

    [Fact]
    public void An_unknown_language_gives_Dutch() => Catalog.In("xx").Language.ShouldBe("nl");

    [Theory]
    [InlineData("nl", "ma 24 aug", "maandag 24 augustus 2026")]
    [InlineData("en", "Mon 24 Aug", "Monday 24 August 2026")]
    public void Dates_are_written_as_people_say_them(string language, string shortly, string fully)
    {
        var texts = Catalog.In(language);
        var date = new LocalDate(2026, 8, 24);
        texts.Date(date).ShouldBe(shortly);
        texts.DateLong(date).ShouldBe(fully);
        string.Format(texts, "{0}|{0:long}|{1}", date, new LocalTime(7, 42)).ShouldBe($"{shortly}|{fully}|07:42");
    }

    [Theory]
    [InlineData("nl", 195, "3 u 15")]
    [InlineData("nl", 185, "3 u 05")]
    [InlineData("nl", 180, "3 u")]
    [InlineData("nl", 45, "45 min")]
    [InlineData("en", 195, "3 h 15")]
    public void Durations_are_written_as_people_say_them(string language, int minutes, string said)
    {
        Catalog.In(language).Minutes(minutes).ShouldBe(said);
        Catalog.In(language).Length(Duration.FromMinutes(minutes)).ShouldBe(said);
    }

    [Fact]
    public void A_list_ends_with_and() => Catalog.In("nl").List("Noah", "Eva", "Sem").ShouldBe("Noah, Eva en Sem");

    [Fact]
    public void A_refusal_of_an_unknown_code_shows_its_key() =>
        Catalog.In("nl")[Error.Invalid("tests.no-such-code")].ShouldBe("error.tests.no-such-code");

    private static string[] Placeholders(string sentence) => [.. Placeholder().Matches(sentence).Select(m => m.Groups[1].Value).Distinct().Order()];

    [GeneratedRegex(@"\{(\d+)[^}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Remark();

    [GeneratedRegex(@"\bT(?:exts)?\[\$?""([a-z0-9.-]+)""[\],]")]
    private static partial Regex Key();

    [GeneratedRegex(@"\bT(?:exts)?\.Count\(""([a-z0-9.-]+)""")]
    private static partial Regex CountKey();

    [GeneratedRegex(@"(?:\bError\.(?:Invalid|NotFound|Conflict|Forbidden)\(|new (?:Error)?\(ErrorKind\.\w+, |WithErrorCode\()""([a-z0-9.-]+)""")]
    private static partial Regex ErrorCode();
}

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Konnect.Host.Tests;

/// <summary>The house style keeps its promises: readable in both themes, light, and without anything inline.</summary>
public sealed partial class DesignTests
{
    private static readonly string Assets = Path.Combine(Source(), "Host", "wwwroot");
    private static readonly string Css = File.ReadAllText(Path.Combine(Assets, "konnect.css"));
    private static readonly Dictionary<string, (double[] Light, double[] Dark)> Tokens = ReadTokens();

    public static TheoryData<string, string, double> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string, double>();
            foreach (var ground in new[] { "ground", "surface", "sunk" })
            {
                pairs.Add("ink", ground, 7);
                pairs.Add("soft", ground, 7);
                pairs.Add("act", ground, 4.5);
                pairs.Add("edge", ground, 3);
                foreach (var fill in new[] { "neutral", "met", "deviation", "breach", "oversize" })
                    pairs.Add(fill, ground, 3);
            }

            pairs.Add("act", "act-wash", 4.5);
            pairs.Add("act-ink", "act", 4.5);
            pairs.Add("ink", "act-wash", 7);
            foreach (var tone in new[] { "met", "deviation", "breach", "oversize", "new" })
            {
                pairs.Add($"{tone}/tone-ink", $"{tone}/tone-wash", 7);
                pairs.Add($"{tone}/tone-ink", "surface", 7);
                pairs.Add("ink", $"{tone}/tone-wash", 7);
                pairs.Add("soft", $"{tone}/tone-wash", 6.5);
            }

            for (var hue = 0; hue < 12; hue++)
                pairs.Add($"avatar/{hue}/ink", $"avatar/{hue}/ground", 4.5);
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void What_is_read_stands_out_from_its_ground(string text, string ground, double atLeast)
    {
        Contrast(Tokens[text].Light, Tokens[ground].Light).ShouldBeGreaterThanOrEqualTo(atLeast, $"{text} on {ground}, light");
        Contrast(Tokens[text].Dark, Tokens[ground].Dark).ShouldBeGreaterThanOrEqualTo(atLeast, $"{text} on {ground}, dark");
    }

    [Fact]
    public void Style_scripts_and_icons_stay_small()
    {
        Css.Length.ShouldBeLessThan(26 * 1024);
        var scripts = Directory.GetFiles(Path.Combine(Assets, "js"), "*.js").ToDictionary(file => Path.GetFileName(file), file => new FileInfo(file).Length);
        // Every page loads the first two, and at most one other. The group board has what it needs without a connection besides; the list of an evacuation is loaded when there is one.
        scripts.Remove("offline.js", out var offline);
        // It takes taps, breaks, who collects and notes, and there is no page to ask when the network is gone.
        offline.ShouldBeLessThan(18_000);
        scripts.Remove("evacuation.js", out var evacuation);
        evacuation.ShouldBeLessThan(7_000);
        new FileInfo(Path.Combine(Assets, "sw.js")).Length.ShouldBeLessThan(3_000);
        var always = scripts["forms.js"] + scripts["live.js"];
        (always + scripts.Where(s => s.Key is not ("forms.js" or "live.js")).Max(s => s.Value)).ShouldBeLessThan(10_000);
        new FileInfo(Path.Combine(Assets, "icons.svg")).Length.ShouldBeLessThan(10_000);
    }

    [Fact]
    public void Every_icon_that_is_asked_for_is_in_the_sprite()
    {
        var drawn = Symbol().Matches(File.ReadAllText(Path.Combine(Assets, "icons.svg"))).Select(m => m.Groups[1].Value).ToHashSet();
        var asked = Sources("*.razor", "*.cs").SelectMany(source => AskedIcon().Matches(source.Text).Select(m => (source.Name, Icon: m.Groups[1].Value))).ToList();
        asked.ShouldNotBeEmpty();
        asked.Where(a => !drawn.Contains(a.Icon)).ShouldBeEmpty();
    }

    [Fact]
    public void No_page_holds_a_style_or_a_script_of_its_own() =>
        Sources("*.razor").Where(source => Inline().IsMatch(source.Text)).Select(source => source.Name).ShouldBeEmpty();

    [Fact]
    public void Every_form_that_posts_carries_the_token() =>
        Sources("*.razor").SelectMany(source => PostingForm().Matches(source.Text).Where(m => !m.Value.Contains("<AntiforgeryToken", StringComparison.Ordinal)).Select(_ => source.Name)).ShouldBeEmpty();

    private static string Source([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../src"));

    private static IEnumerable<(string Name, string Text)> Sources(params string[] patterns) =>
        from pattern in patterns
        from file in Directory.EnumerateFiles(Source(), pattern, SearchOption.AllDirectories)
        where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        select (Path.GetFileName(file), File.ReadAllText(file));

    private static Dictionary<string, (double[] Light, double[] Dark)> ReadTokens()
    {
        var tokens = new Dictionary<string, (double[], double[])>();
        foreach (Match block in Block().Matches(Css))
        {
            var tone = block.Groups[1].Value;
            foreach (Match token in Token().Matches(block.Groups[2].Value))
                tokens[tone.Length == 0 ? token.Groups[1].Value : $"{tone}/{token.Groups[1].Value}"] = (Rgb(token.Groups[2].Value), Rgb(token.Groups[3].Value));
            foreach (Match alias in Alias().Matches(block.Groups[2].Value))
            {
                if (tone.Length > 0 && tokens.TryGetValue(alias.Groups[2].Value, out var same))
                    tokens[$"{tone}/{alias.Groups[1].Value}"] = same;
            }
        }

        // An avatar's colours are written once, with the hue and every second lightness set by a class.
        var avatar = Avatar().Match(Css);
        foreach (Match hue in Hue().Matches(Css))
        {
            var number = int.Parse(hue.Groups[1].Value, CultureInfo.InvariantCulture);
            string Fill(string colour) => Variable().Replace(colour, v => v.Groups[1].Value switch
            {
                "h" => hue.Groups[2].Value,
                "l" when number % 2 == 1 => EvenLightness().Match(Css).Groups[1].Value,
                "d" when number % 2 == 1 => EvenLightness().Match(Css).Groups[2].Value,
                _ => v.Groups[2].Value,
            });
            tokens[$"avatar/{number}/ground"] = (Rgb(Fill(avatar.Groups[1].Value)), Rgb(Fill(avatar.Groups[2].Value)));
            tokens[$"avatar/{number}/ink"] = (Rgb(Fill(avatar.Groups[3].Value)), Rgb(Fill(avatar.Groups[4].Value)));
        }

        return tokens;
    }

    /// <summary>OKLCH to linear sRGB, clipped to the gamut (Björn Ottosson's matrices).</summary>
    private static double[] Rgb(string oklch)
    {
        var parts = oklch.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => double.Parse(p.TrimEnd('%'), CultureInfo.InvariantCulture)).ToArray();
        var (lightness, chroma, hue) = (parts[0] / 100, parts[1], parts[2] * Math.PI / 180);
        var (a, b) = (chroma * Math.Cos(hue), chroma * Math.Sin(hue));
        var l = Math.Pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
        var m = Math.Pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
        var s = Math.Pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
        return
        [
            Math.Clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s, 0, 1),
            Math.Clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s, 0, 1),
            Math.Clamp(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s, 0, 1),
        ];
    }

    private static double Contrast(double[] one, double[] other)
    {
        static double Luminance(double[] rgb) => 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
        var (high, low) = (Math.Max(Luminance(one), Luminance(other)), Math.Min(Luminance(one), Luminance(other)));
        return (high + 0.05) / (low + 0.05);
    }

    [GeneratedRegex(@"(?::root|\.tone-([a-z]+)) \{([^}]*)\}")]
    private static partial Regex Block();

    [GeneratedRegex(@"--([a-z-]+): light-dark\(oklch\(([^)]*)\), oklch\(([^)]*)\)\)")]
    private static partial Regex Token();

    [GeneratedRegex(@"--([a-z-]+): var\(--([a-z-]+)\)")]
    private static partial Regex Alias();

    [GeneratedRegex(@"\.avatar \{.*?background: light-dark\(oklch\((.*?)\), oklch\((.*?)\)\); color: light-dark\(oklch\((.*?)\), oklch\((.*?)\)\) \}")]
    private static partial Regex Avatar();

    [GeneratedRegex(@"\.hue-(\d+) \{ --h: (\d+) \}")]
    private static partial Regex Hue();

    [GeneratedRegex(@"\.hue-11 \{ --l: (\d+%); --d: (\d+%) \}")]
    private static partial Regex EvenLightness();

    [GeneratedRegex(@"var\(--([a-z])(?:, (\d+%))?\)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"<symbol id=""([a-z-]+)""")]
    private static partial Regex Symbol();

    [GeneratedRegex(@"(?:\bIcon=|<Icon Name=)""([a-z-]+)""")]
    private static partial Regex AskedIcon();

    [GeneratedRegex(@"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=""")]
    private static partial Regex Inline();

    [GeneratedRegex(@"<form[^>]*method=""post""[^>]*>.*?</form>", RegexOptions.Singleline)]
    private static partial Regex PostingForm();
}

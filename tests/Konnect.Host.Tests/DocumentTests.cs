using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Konnect.BuildingBlocks.Security;

namespace Konnect.Host.Tests;

/// <summary>What documents list is what there is: categories of personal data, settings, packages.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    [Fact]
    public void Each_category_of_personal_data_says_how_it_is_protected()
    {
        var said = Read("docs", "security.md").Split('\n').Select(line => Category().Match(line)).Where(m => m.Success).Select(m => m.Groups[1].Value);
        said.ShouldBe(Enum.GetNames<PersonalDataCategory>());
    }

    [Fact]
    public void Each_setting_stands_in_the_table_and_each_in_the_table_is_one()
    {
        var source = Read("src", "Host", "Hosting", "KonnectSettings.cs");
        var read = ReadPlainly().Matches(source).Select(m => m.Groups[1].Value)
            .Concat(ReadAsSecret().Matches(source).SelectMany(m => new[] { m.Groups[1].Value, $"{m.Groups[1].Value}File" }))
            .Select(name => $"KONNECT__{name.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()}").ToHashSet();
        var listed = SettingName().Matches(string.Join('\n', Read("README.md").Split('\n').Where(line => line.StartsWith("| `KONNECT__", StringComparison.Ordinal)))).Select(m => m.Groups[1].Value).ToHashSet();
        read.Count.ShouldBeGreaterThan(20);
        listed.Order().ShouldBe(read.Order());
    }

    /// <summary>With <c>KONNECT_WRITE_DOCUMENTS=yes</c> the list is written anew.</summary>
    [Fact]
    public void The_packages_that_are_shipped_stand_in_the_list_with_what_brings_them_along()
    {
        var list = PackageList();
        if (Environment.GetEnvironmentVariable("KONNECT_WRITE_DOCUMENTS") == "yes")
            File.WriteAllText(Path.Combine(Root, "docs", "packages.md"), list);
        Read("docs", "packages.md").ShouldBe(list);
    }

    [Fact]
    public void Known_flaws_of_packages_are_errors_of_a_restore()
    {
        var properties = XDocument.Load(Path.Combine(Root, "Directory.Build.props")).Descendants("PropertyGroup").Elements().Where(e => e.Attribute("Condition") is null).ToLookup(e => e.Name.LocalName, e => e.Value);
        properties["NuGetAudit"].ShouldBe(["true"]);
        properties["NuGetAuditMode"].ShouldBe(["all"]);
        properties["NuGetAuditLevel"].ShouldBe(["low"]);
        properties["TreatWarningsAsErrors"].ShouldBe(["true"]);
        // These four are the flaws, from low to critical.
        foreach (var flaw in new[] { "NU1901", "NU1902", "NU1903", "NU1904" })
            (properties["NoWarn"].Single() + properties["WarningsNotAsErrors"].Single()).ShouldNotContain(flaw);
    }

    private static string PackageList()
    {
        using var assets = JsonDocument.Parse(Read("src", "Host", "obj", "project.assets.json"));
        var folder = assets.RootElement.GetProperty("packageFolders").EnumerateObject().First().Name;
        var needed = assets.RootElement.GetProperty("targets").GetProperty("net10.0").EnumerateObject().ToList();
        var broughtBy = needed
            .SelectMany(by => by.Value.TryGetProperty("dependencies", out var brings) ? brings.EnumerateObject().Select(b => (By: by.Name.Split('/')[0], b.Name)) : [])
            .ToLookup(b => b.Name, b => b.By.StartsWith("Konnect.", StringComparison.Ordinal) ? "Konnect" : b.By, StringComparer.OrdinalIgnoreCase);
        var text = new StringBuilder("""
            # Packages

            What the program is made of besides .NET and ASP.NET Core 10 themselves, as `dotnet restore` resolves it; versions stand in `Directory.Packages.props`, and every
            package comes from nuget.org. Packages of tests are not shipped. This list is written by a test (`KONNECT_WRITE_DOCUMENTS=yes dotnet test tests/Konnect.Host.Tests
            --filter DocumentTests`), which fails when it is not what there is.

            | package | version | licence | brought by |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var package in needed.Where(p => p.Value.GetProperty("type").GetString() == "package").OrderBy(p => p.Name.Split('/')[0], StringComparer.OrdinalIgnoreCase))
        {
            var (name, version) = package.Name.Split('/') is [var first, var second] ? (first, second) : throw new FormatException(package.Name);
            var path = assets.RootElement.GetProperty("libraries").GetProperty(package.Name).GetProperty("path").GetString()!;
            var about = XDocument.Load(Path.Combine(folder, path, $"{name.ToLowerInvariant()}.nuspec")).Descendants().ToList();
            var licence = about.Find(e => e.Name.LocalName == "license") is { } named ? ((string?)named.Attribute("type") == "file" ? $"{named.Value} in the package" : named.Value)
                : about.Find(e => e.Name.LocalName == "licenseUrl")?.Value ?? "";
            // The host and the analysers of the build ask for some directly, which no package tells.
            var by = broughtBy[name].Distinct().Order(StringComparer.Ordinal).DefaultIfEmpty("Konnect");
            text.AppendJoin(" | ", "| " + name, version, licence, string.Join(", ", by)).Append(" |\n");
        }

        return text.ToString();
    }

    private static string Read(params string[] path) => File.ReadAllText(Path.Combine([Root, .. path]));

    private static string ThisFile([CallerFilePath] string file = "") => file;

    [GeneratedRegex(@"^\| `(\w+)` \|")]
    private static partial Regex Category();

    [GeneratedRegex(@"section\[""([\w:]+)""\]")]
    private static partial Regex ReadPlainly();

    [GeneratedRegex(@"Read(?:Secret|Key)\(section, ""(\w+)""\)")]
    private static partial Regex ReadAsSecret();

    [GeneratedRegex(@"\b(KONNECT__[A-Z_]+)")]
    private static partial Regex SettingName();
}

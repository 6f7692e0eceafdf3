using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Konnect.BuildingBlocks.Infrastructure.Localization;

/// <summary>
/// Every sentence of the product in every language, read once from the embedded <c>Texts.{language}.json</c> files
/// (flat: key → sentence with {0} placeholders). A language is one more file per assembly.
/// </summary>
public sealed partial class TextCatalog
{
    /// <summary>The language spoken when nobody chose one.</summary>
    public const string DefaultLanguage = "nl";

    private static readonly JsonSerializerOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly FrozenDictionary<string, FrozenDictionary<string, string>> sentences;

    /// <summary>Reads the sentences of the given assemblies and of this one.</summary>
    /// <exception cref="InvalidOperationException">Two files of one language hold the same key.</exception>
    public TextCatalog(params IEnumerable<Assembly> assemblies)
    {
        var read = new Dictionary<string, Dictionary<string, string>>();
        foreach (var assembly in assemblies.Append(typeof(TextCatalog).Assembly).Distinct())
        {
            foreach (var (language, texts) in Read(assembly))
            {
                read.TryAdd(language, []);
                foreach (var (key, sentence) in texts)
                {
                    if (!read[language].TryAdd(key, sentence))
                        throw new InvalidOperationException($"The text '{key}' of {assembly.GetName().Name} already exists in '{language}'; give it its module's prefix.");
                }
            }
        }

        sentences = read.ToFrozenDictionary(l => l.Key, l => l.Value.ToFrozenDictionary());
    }

    /// <summary>The languages there are texts in, as two letters; the default one first.</summary>
    public IReadOnlyList<string> Languages => [.. sentences.Keys.OrderBy(l => l != DefaultLanguage).ThenBy(l => l, StringComparer.Ordinal)];

    /// <summary>The texts in one language, in the default one when it is unknown.</summary>
    public Texts In(string? language) => new(this) { Language = language is not null && sentences.ContainsKey(language) ? language : DefaultLanguage };

    /// <summary>The sentence of a key, or null.</summary>
    internal string? Find(string language, string key) => sentences.GetValueOrDefault(language)?.GetValueOrDefault(key);

    /// <summary>The text files of one assembly: language and its keys with their sentences.</summary>
    public static IEnumerable<(string Language, IReadOnlyDictionary<string, string> Texts)> Read(Assembly assembly)
    {
        foreach (var name in assembly.GetManifestResourceNames())
        {
            if (FileName().Match(name) is not { Success: true } file) continue;
            using var stream = assembly.GetManifestResourceStream(name)!;
            yield return (file.Groups[1].Value, JsonSerializer.Deserialize<Dictionary<string, string>>(stream, Strict)!);
        }
    }

    [GeneratedRegex(@"(?:^|\.)Texts\.([a-z]{2})\.json$")]
    private static partial Regex FileName();
}

using System.Text.Json;
using Konnect.BuildingBlocks.Results;
using NodaTime;
using NodaTime.Text;

namespace Konnect.BuildingBlocks.Infrastructure.Exchange;

/// <summary>
/// How one source's own export becomes the exchange format: which file stands for which, which column for which, which of its words for which
/// of ours, and how it writes dates and times. A JSON file that people can edit.
/// </summary>
public sealed record ExchangeMapping
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    /// <summary>The source's name, for people.</summary>
    public string Name { get; init; } = "";

    /// <summary>How the source writes a date, for example <c>dd-MM-yyyy</c>.</summary>
    public string Dates { get; init; } = "uuuu-MM-dd";

    /// <summary>How the source writes a time, for example <c>H:mm</c>.</summary>
    public string Times { get; init; } = "HH:mm";

    /// <summary>The source's files. One of them may feed several of ours.</summary>
    public required IReadOnlyList<MappedFile> Files { get; init; }

    /// <summary>Reads a mapping.</summary>
    public static Result<ExchangeMapping> Parse(string json)
    {
        ExchangeMapping? mapping;
        try
        {
            mapping = JsonSerializer.Deserialize<ExchangeMapping>(json, Json);
        }
        catch (JsonException fault)
        {
            return Error.Invalid("exchange.mapping-unreadable", "Mapping", (fault.LineNumber ?? 0) + 1);
        }

        if (mapping is null)
            return Error.Invalid("exchange.mapping-unreadable", "Mapping", 1);
        try
        {
            _ = mapping.Patterns();
        }
        catch (InvalidPatternException)
        {
            return Error.Invalid("exchange.mapping-pattern", "Mapping", mapping.Dates, mapping.Times);
        }

        return mapping;
    }

    /// <summary>Reads and writes values as the source does.</summary>
    internal ValuePatterns Patterns() => ValuePatterns.Of(Dates, Times);
}

/// <summary>How one file of the source becomes one of ours.</summary>
public sealed record MappedFile
{
    /// <summary>The source's file name.</summary>
    public required string From { get; init; }

    /// <summary>The name in the exchange format.</summary>
    public required string To { get; init; }

    /// <summary>Source column → exchange column. A column that already has an exchange name needs no entry.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>Exchange column → the source's word → our word.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Values { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>();
}

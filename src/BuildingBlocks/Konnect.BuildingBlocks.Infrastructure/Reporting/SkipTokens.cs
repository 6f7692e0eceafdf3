using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using NodaTime.Text;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>
/// Says where the next page of a query goes on: behind a row, by the values it is ordered by, so that no row comes twice or is missed whatever is written
/// in between. The values travel encrypted and signed; they serve the query and the API token they were made for, and no other.
/// </summary>
internal sealed class SkipTokens(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("Konnect.Reporting.SkipToken");

    /// <summary>Makes the token of the page behind the current row.</summary>
    /// <param name="access">Who asks.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="size">Rows of a page.</param>
    /// <param name="left">Rows that <c>$top</c> still allows; null is all.</param>
    /// <param name="order">The columns by which the rows are in order.</param>
    /// <param name="rows">The rows, standing on the last of the page.</param>
    public string Write(ApiAccess access, ScannedRequest request, long size, long? left, IReadOnlyList<AnswerValue> order, RowStream rows)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var json = new JsonRow(buffer, ieee754: false);
        json.Raw(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"q\":\"{Fingerprint(access, request)}\",\"n\":{size},\"t\":{left ?? -1},\"v\":[")));
        for (var i = 0; i < order.Count; i++)
        {
            if (i > 0)
                json.Raw(","u8);
            var ordinal = rows.Values.GetOrdinal(order[i].Column);
            if (rows.Values.IsDBNull(ordinal))
                json.Raw("null"u8);
            else
                ValueFormats.For(rows.Context, order[i].Type)(rows.Values, ordinal, ref json);
        }

        json.Raw("]}"u8);
        json.Commit();
        return WebEncoders.Base64UrlEncode(protector.Protect(buffer.WrittenSpan.ToArray()));
    }

    /// <summary>Reads a token.</summary>
    /// <exception cref="ReportingRefusal">400: not made here, or for another query or API token.</exception>
    public SkipToken Read(ApiAccess access, ScannedRequest request, string token)
    {
        try
        {
            var json = JsonDocument.Parse(protector.Unprotect(WebEncoders.Base64UrlDecode(token))).RootElement;
            if (json.GetProperty("q").GetString() == Fingerprint(access, request))
                return new(json.GetProperty("n").GetInt64(), json.GetProperty("t").GetInt64() is >= 0 and var left ? left : null, [.. json.GetProperty("v").EnumerateArray()]);
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
        }

        throw ReportingRefusal.Malformed("The $skiptoken is not one that was given for this query. Begin with its first page.");
    }

    /// <summary>Tells queries apart, whatever the order of their options.</summary>
    private static string Fingerprint(ApiAccess access, ScannedRequest request)
    {
        var text = new StringBuilder().Append(access.TokenId).Append('\n').Append(request.Path);
        foreach (var (name, value) in request.Options.Where(o => o.Key is not ("skiptoken" or "skip" or "format")).OrderBy(o => o.Key, StringComparer.Ordinal))
            text.Append('\n').Append(name).Append('=').Append(value);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16));
    }
}

/// <summary>Where a page begins.</summary>
/// <param name="Size">Rows of a page.</param>
/// <param name="Left">Rows that <c>$top</c> still allows; null is all.</param>
/// <param name="Values">The values of the row before, in the order of the sort keys.</param>
internal sealed record SkipToken(long Size, long? Left, IReadOnlyList<JsonElement> Values)
{
    /// <summary>The values in the types of their sort keys.</summary>
    /// <exception cref="ReportingRefusal">400: as many or such values the query does not have.</exception>
    public IReadOnlyList<object?> ValuesAs(IReadOnlyList<Type> types) => types.Count == Values.Count
        ? [.. types.Zip(Values, ValueAs)]
        : throw ReportingRefusal.Malformed("The $skiptoken belongs to another query.");

    private static object? ValueAs(Type type, JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : Type.GetTypeCode(type) switch
    {
        TypeCode.String => value.GetString(),
        TypeCode.Boolean => value.GetBoolean(),
        TypeCode.Int32 => value.GetInt32(),
        TypeCode.Int64 => value.GetInt64(),
        TypeCode.Double => value.GetDouble(),
        _ when type == typeof(Guid) => value.GetGuid(),
        _ when type == typeof(LocalDate) => LocalDatePattern.Iso.Parse(value.GetString()!).Value,
        _ when type == typeof(LocalTime) => LocalTimePattern.ExtendedIso.Parse(value.GetString()!).Value,
        _ when type == typeof(Instant) => InstantPattern.ExtendedIso.Parse(value.GetString()!).Value,
        _ => throw new InvalidOperationException($"No sort key is of type {type.Name}."),
    };
}

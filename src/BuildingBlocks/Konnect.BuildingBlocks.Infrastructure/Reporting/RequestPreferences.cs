using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>What a client would like of an answer: the <c>Prefer</c> header (OData Protocol 8.2.8, RFC 7240). What is unknown or wrong is passed over.</summary>
/// <param name="PageSize">Most rows of a page; null is all rows in one answer.</param>
/// <param name="OmitNulls">True when values that are null are to be left out.</param>
internal sealed record RequestPreferences(long? PageSize, bool OmitNulls)
{
    /// <summary>Reads the header; what is granted is said in the answer's <c>Preference-Applied</c>.</summary>
    public static RequestPreferences Of(HttpRequest request)
    {
        var (size, omit) = ((long?)null, false);
        foreach (var preference in request.Headers["Prefer"].SelectMany(h => (h ?? "").Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            if (preference.Split('=', 2, StringSplitOptions.TrimEntries) is not [var name, var text])
                continue;
            var value = text.Trim('"');
            switch (name.ToLowerInvariant())
            {
                case "odata.maxpagesize" or "maxpagesize" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) && rows > 0:
                    size ??= Math.Min(rows, int.MaxValue - 1);
                    break;
                case "omit-values" or "odata.omit-values" when value.Equals("nulls", StringComparison.OrdinalIgnoreCase):
                    omit = true;
                    break;
            }
        }

        return new(size, omit);
    }

    /// <summary>Says in an answer which preferences it follows.</summary>
    public void SayApplied(HttpResponse response)
    {
        List<string> applied = [.. PageSize is { } size ? [string.Create(CultureInfo.InvariantCulture, $"odata.maxpagesize={size}")] : (string[])[], .. OmitNulls ? ["omit-values=nulls"] : (string[])[]];
        if (applied.Count > 0)
            response.Headers["Preference-Applied"] = string.Join(", ", applied);
    }
}

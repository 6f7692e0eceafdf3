using System.Globalization;

namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>A sentence as data: the key of its text and the values of its placeholders, which may be texts themselves.</summary>
/// <param name="Key">Key in the text resources, starting with <c>ratio.</c>.</param>
/// <param name="Args">Values for the placeholders.</param>
internal sealed record RatioText(string Key, params IReadOnlyList<object> Args)
{
    /// <summary>The sentence in one language.</summary>
    /// <param name="texts">Gives the text of a key in that language.</param>
    public string In(Func<string, string> texts) =>
        string.Format(CultureInfo.InvariantCulture, texts(Key), [.. Args.Select(arg => arg is RatioText text ? text.In(texts) : arg)]);
}

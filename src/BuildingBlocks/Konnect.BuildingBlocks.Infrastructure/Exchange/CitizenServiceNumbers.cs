using System.Text;

namespace Konnect.BuildingBlocks.Infrastructure.Exchange;

/// <summary>
/// Recognises a column that is named like a citizen service number (BSN, before 2007 the sofi number) in any spelling: such a number is
/// never taken in, so its column refuses the whole import.
/// </summary>
internal static class CitizenServiceNumbers
{
    private static readonly string[] Anywhere = ["burgerservice", "citizenservice", "sofinummer", "sofinumber", "sofinr"];

    /// <summary>True when the name of a column stands for a citizen service number: <c>BSN</c>, <c>bsn_kind</c>, <c>SofiNummer</c>, <c>burger service nr.</c> …</summary>
    public static bool Names(string column)
    {
        var joined = new StringBuilder(column.Length);
        var word = new StringBuilder(column.Length);
        var found = false;
        for (var i = 0; i < column.Length; i++)
        {
            if (char.IsLetter(column[i]))
            {
                if (i > 0 && char.IsUpper(column[i]) && char.IsLower(column[i - 1]))
                    EndWord();
                word.Append(char.ToLowerInvariant(column[i]));
                joined.Append(char.ToLowerInvariant(column[i]));
            }
            else
            {
                EndWord();
            }
        }

        EndWord();
        var all = joined.ToString();
        return found || all.StartsWith("bsn", StringComparison.Ordinal) || Anywhere.Any(name => all.Contains(name, StringComparison.Ordinal));

        void EndWord()
        {
            var text = word.ToString();
            found |= text.StartsWith("bsn", StringComparison.Ordinal) || text.EndsWith("bsn", StringComparison.Ordinal) || text == "sofi";
            word.Clear();
        }
    }
}

namespace Konnect.Modules.Children.Domain;

/// <summary>How a Dutch name is put together.</summary>
internal static class Names
{
    /// <summary>First name, infix (van der) and last name.</summary>
    public static string Join(string first, string? infix, string last) => string.IsNullOrEmpty(infix) ? $"{first} {last}" : $"{first} {infix} {last}";
}

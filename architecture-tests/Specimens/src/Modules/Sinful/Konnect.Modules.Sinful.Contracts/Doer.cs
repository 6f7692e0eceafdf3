namespace Konnect.Modules.Sinful.Contracts;

/// <summary>An answer that does something.</summary>
public sealed record Doer(int Times)
{
    public int Do() => Times + 1;
}

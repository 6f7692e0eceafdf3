namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>The kinds of care that have rules of their own.</summary>
internal enum RatioCare
{
    /// <summary>Day care and playgroup (<c>kdv</c>, <c>po</c>).</summary>
    DayCare,
    /// <summary>Out-of-school care (<c>bso</c>).</summary>
    OutOfSchool,
    /// <summary>A base group combined with a basic group (<c>combi</c>).</summary>
    Combined,
}

/// <summary>Care types of the exchange format.</summary>
internal static class RatioCares
{
    /// <summary>The kind of care of <c>kdv</c>, <c>po</c>, <c>bso</c> or <c>combi</c>.</summary>
    public static RatioCare Parse(string careType) => careType switch
    {
        "kdv" or "po" => RatioCare.DayCare,
        "bso" => RatioCare.OutOfSchool,
        "combi" => RatioCare.Combined,
        _ => throw new ArgumentOutOfRangeException(nameof(careType), careType, "Expected kdv, po, bso or combi."),
    };
}

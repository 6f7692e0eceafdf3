namespace Konnect.Host.Tests.Reporting.Oracle;

/// <summary>Parts of the standard that can be asked for separately.</summary>
[Flags]
internal enum Features
{
    None = 0,

    /// <summary><c>$compute</c>.</summary>
    Compute = 1,

    /// <summary><c>$apply</c> with filter, compute, groupby and aggregate, also one after the other.</summary>
    Apply = 1 << 1,

    /// <summary><c>groupby((Place/Name))</c>.</summary>
    ApplyNavigation = 1 << 2,

    /// <summary><c>min</c> and <c>max</c> of text, dates, times and instants.</summary>
    ApplyAnyKind = 1 << 3,

    /// <summary><c>$search</c>.</summary>
    Search = 1 << 4,

    /// <summary><c>$expand</c> of one row.</summary>
    ExpandOne = 1 << 5,

    /// <summary><c>$expand</c> of many rows, with filter, orderby, skip, top, count and select inside.</summary>
    ExpandMany = 1 << 6,

    /// <summary><c>$expand</c> inside <c>$expand</c>.</summary>
    ExpandDeep = 1 << 7,

    /// <summary><c>@p</c> with its value in an option of its own.</summary>
    Aliases = 1 << 8,

    /// <summary><c>Place/Name</c> in expressions.</summary>
    Paths = 1 << 9,

    /// <summary><c>any</c> and <c>all</c>.</summary>
    Quantifiers = 1 << 10,

    /// <summary><c>Readings/$count</c> in expressions.</summary>
    Sizes = 1 << 11,

    /// <summary><c>Sites('a')/Name</c>.</summary>
    Property = 1 << 12,

    /// <summary><c>Sites('a')/Name/$value</c>.</summary>
    Value = 1 << 13,

    /// <summary><c>round</c>, <c>floor</c> and <c>ceiling</c>.</summary>
    Rounding = 1 << 14,

    /// <summary><c>cast</c> between numbers.</summary>
    Cast = 1 << 15,

    /// <summary><c>cast(x,Edm.String)</c>.</summary>
    CastToText = 1 << 16,

    /// <summary><c>fractionalseconds</c>.</summary>
    Fractions = 1 << 17,

    /// <summary><c>mindatetime</c> and <c>maxdatetime</c>.</summary>
    Bounds = 1 << 18,

    /// <summary><c>Flag gt false</c>.</summary>
    BoolOrder = 1 << 19,

    /// <summary><c>groupby</c> after <c>compute</c> after <c>groupby</c>, which the library's parser refuses.</summary>
    ApplyRegroup = 1 << 20,

    /// <summary>What the feed must answer now: the switch to turn as parts of it are built.</summary>
    Expected = All & ~(ApplyRegroup | BoolOrder),

    /// <summary>All of them.</summary>
    All = (1 << 21) - 1,
}

namespace Konnect.Modules.Audit.Domain;

/// <summary>What is wrong with the trail.</summary>
internal enum ChainFault
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>A line was changed, or made without the key.</summary>
    Altered,
    /// <summary>A line between others is gone.</summary>
    Missing,
    /// <summary>Lines at the beginning are gone that the product did not remove.</summary>
    NoBeginning,
    /// <summary>Lines at the end are gone that were there before.</summary>
    CutOff,
}

/// <summary>How the trail stands.</summary>
/// <param name="Lines">Lines that were read and fit.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="At">Number of the line at which it is; 0 when nothing is.</param>
internal sealed record ChainState(long Lines, ChainFault Fault, long At);

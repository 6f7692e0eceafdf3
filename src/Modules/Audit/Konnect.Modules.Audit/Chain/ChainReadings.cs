using Konnect.Modules.Audit.Domain;
using NodaTime;

namespace Konnect.Modules.Audit.Chain;

/// <summary>What the last reading of the whole trail found; known to pages until the product stops.</summary>
internal sealed class ChainReadings
{
    /// <summary>When it was, and what it found; null before the first.</summary>
    public (Instant At, ChainState State)? Last { get; private set; }

    /// <summary>Remembers a reading.</summary>
    public void Remember(Instant at, ChainState state) => Last = (at, state);
}

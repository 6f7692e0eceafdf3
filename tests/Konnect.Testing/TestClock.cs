using NodaTime;

namespace Konnect.Testing;

/// <summary>A clock that tests set and move.</summary>
public sealed class TestClock(Instant now) : IClock
{
    /// <summary>What the clock says.</summary>
    public Instant Now { get; set; } = now;

    /// <inheritdoc/>
    public Instant GetCurrentInstant() => Now;

    /// <summary>Moves the clock forward.</summary>
    public void Advance(Duration duration) => Now += duration;
}

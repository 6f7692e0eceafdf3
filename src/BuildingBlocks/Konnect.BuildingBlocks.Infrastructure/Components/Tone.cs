namespace Konnect.BuildingBlocks.Infrastructure.Components;

/// <summary>What a colour says. A tone never speaks alone: an icon and a word stand with it.</summary>
public enum Tone
{
    /// <summary>Says nothing.</summary>
    Neutral,
    /// <summary>As it should be.</summary>
    Met,
    /// <summary>Less than it should be, and allowed.</summary>
    Deviation,
    /// <summary>Less than it must be.</summary>
    Breach,
    /// <summary>Larger than it may be.</summary>
    Oversize,
    /// <summary>Not known.</summary>
    Unknown,
    /// <summary>New, or waiting for somebody.</summary>
    New,
    /// <summary>Where one is, or what one acts on.</summary>
    Act,
}

/// <summary>How a tone is drawn.</summary>
internal static class ToneLook
{
    /// <summary>The class that sets the tone's colours.</summary>
    public static string Css(this Tone tone) => $"tone-{Name(tone)}";

    /// <summary>The icon that stands with the tone, or none.</summary>
    public static string? Icon(this Tone tone) => tone switch
    {
        Tone.Met => "check",
        Tone.Deviation => "clock",
        Tone.Breach => "warn",
        Tone.Oversize => "people",
        Tone.Unknown => "help",
        Tone.New => "bell",
        Tone.Act => "info",
        _ => null,
    };

    /// <summary>The key of the word that stands with the tone.</summary>
    public static string TextKey(this Tone tone) => $"tone.{Name(tone)}";

    private static string Name(Tone tone) => tone switch
    {
        Tone.Met => "met",
        Tone.Deviation => "deviation",
        Tone.Breach => "breach",
        Tone.Oversize => "oversize",
        Tone.Unknown => "unknown",
        Tone.New => "new",
        Tone.Act => "act",
        _ => "neutral",
    };
}

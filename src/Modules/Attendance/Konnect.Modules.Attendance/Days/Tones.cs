using Konnect.BuildingBlocks.Infrastructure.Components;
using Konnect.Modules.Attendance.Domain.Ratio;

namespace Konnect.Modules.Attendance.Days;

/// <summary>What colour, icon and word a judgement has.</summary>
internal static class Tones
{
    /// <summary>The tone of a judgement.</summary>
    public static Tone Of(RatioStatus status) => status switch
    {
        RatioStatus.Met => Tone.Met,
        RatioStatus.Deviation => Tone.Deviation,
        RatioStatus.Breach => Tone.Breach,
        _ => Tone.Oversize,
    };

    /// <summary>The tone of a stored judgement.</summary>
    public static Tone Of(string status) => status switch
    {
        "met" => Tone.Met,
        "deviation" => Tone.Deviation,
        "breach" => Tone.Breach,
        "oversize" => Tone.Oversize,
        _ => Tone.Unknown,
    };
}

using Konnect.BuildingBlocks.Security;
using NodaTime;

namespace Konnect.Modules.Attendance.Domain;

/// <summary>Whether the group tells who takes a child home.</summary>
internal enum CollectorAsk
{
    /// <summary>It is not asked, and not kept.</summary>
    Never,
    /// <summary>It may be told.</summary>
    May,
    /// <summary>One child leaves only with who takes it; of what came otherwise it is told afterwards.</summary>
    Always,
}

/// <summary>The organisation's rule for who takes children home. There is one, or none as long as nobody set it.</summary>
[NoPersonalData]
internal sealed class CollectorRule
{
    public const int LongestInstruction = 300;

    public int Id { get; init; } = 1;

    public required CollectorAsk Ask { get; set; }

    /// <summary>What the board says at the choice; empty for nothing.</summary>
    public required string Instruction { get; set; }

    /// <summary>Since when it is always asked; of departures before then nobody is asked afterwards.</summary>
    public Instant? AlwaysSince { get; private set; }

    /// <summary>What holds until the organisation says otherwise.</summary>
    public static CollectorRule Default => new() { Ask = CollectorAsk.May, Instruction = "" };

    /// <summary>Sets the rule.</summary>
    public void Set(CollectorAsk ask, string instruction, Instant now) =>
        (Ask, Instruction, AlwaysSince) = (ask, instruction, ask == CollectorAsk.Always ? AlwaysSince ?? now : null);
}

using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Components;

/// <summary>A stretch of a day with its status.</summary>
/// <param name="From">Start.</param>
/// <param name="To">End; midnight is the end of the day.</param>
/// <param name="Tone">The status.</param>
/// <param name="Text">What holds there, in a few words.</param>
public sealed record DaySegment(LocalTime From, LocalTime To, Tone Tone, string? Text = null);

/// <summary>A count that holds from a time until the next step.</summary>
/// <param name="At">From when.</param>
/// <param name="Value">The count.</param>
public sealed record DayStep(LocalTime At, int Value);

/// <summary>Something that happened at a time of the day.</summary>
/// <param name="At">When.</param>
/// <param name="Text">What, in a few words.</param>
public sealed record DayMark(LocalTime At, string Text);

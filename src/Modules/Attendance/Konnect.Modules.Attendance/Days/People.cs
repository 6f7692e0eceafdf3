using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using NodaTime;

namespace Konnect.Modules.Attendance.Days;

/// <summary>The children and staff that some days speak of.</summary>
internal sealed class People(IReadOnlyDictionary<Guid, ChildInfo> children, IReadOnlyDictionary<Guid, StaffInfo> staff)
{
    /// <summary>A child, or null when the register no longer knows it.</summary>
    public ChildInfo? Child(Guid id) => children.GetValueOrDefault(id);

    /// <summary>A member of staff, or null when planning no longer knows this person.</summary>
    public StaffInfo? Staff(Guid id) => staff.GetValueOrDefault(id);

    /// <summary>The birth date; somebody unknown counts as born that day: the youngest age asks the most.</summary>
    public LocalDate BirthDate(Guid child, LocalDate date) => Child(child)?.BirthDate ?? date;

    /// <summary>True when this person counts on that day.</summary>
    public bool Counts(Guid member, LocalDate date) => WhyNotCounted(member, date) is null;

    /// <summary>True for who learns the job: of these only so many may count.</summary>
    public bool IsTrainee(Guid member) => Staff(member)?.Job is "trainee" or "intern";

    /// <summary>
    /// Why somebody does not count that day, or null for who does: set to count, employed, and checked in the register of people in childcare
    /// (Wet kinderopvang, article 1.50).
    /// </summary>
    public NotCounted? WhyNotCounted(Guid member, LocalDate date) => WhyNotCounted(Staff(member), date);

    /// <inheritdoc cref="WhyNotCounted(Guid, LocalDate)"/>
    public static NotCounted? WhyNotCounted(StaffInfo? member, LocalDate date) => member switch
    {
        null => NotCounted.Unknown,
        { CountsInRatio: false } => NotCounted.Job,
        { RegisterCheckedOn: null } => NotCounted.NoRegisterCheck,
        _ => IsEmployed(member, date) ? null : NotCounted.NotEmployed,
    };

    /// <summary>True when this person works for the organisation on that day.</summary>
    public static bool IsEmployed(StaffInfo member, LocalDate date) => member.StartsOn <= date && (member.EndsOn is null || member.EndsOn >= date);
}

/// <summary>Why somebody who is present does not count in the ratio.</summary>
internal enum NotCounted
{
    /// <summary>Planning does not know this person.</summary>
    Unknown,
    /// <summary>Set not to count, for example an intern.</summary>
    Job,
    /// <summary>No check in the register.</summary>
    NoRegisterCheck,
    /// <summary>Not employed on that day.</summary>
    NotEmployed,
}

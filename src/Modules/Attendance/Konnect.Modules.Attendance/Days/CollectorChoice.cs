using FluentValidation;

namespace Konnect.Modules.Attendance.Days;

/// <summary>Who takes a child home, as somebody tells it: one of those who may, or somebody else with a name and why.</summary>
internal sealed record CollectorChoice
{
    /// <summary>One of those who may collect the child, or who may once.</summary>
    public Guid? Id { get; init; }

    /// <summary>Somebody else.</summary>
    public bool IsOther { get; init; }

    public string OtherName { get; init; } = "";

    /// <summary>Why somebody else.</summary>
    public string OtherReason { get; init; } = "";

    /// <summary>What somebody who may collect the child once told at the door.</summary>
    public string Code { get; init; } = "";

    /// <summary>True when somebody looked at an identity document.</summary>
    public bool IsIdentified { get; init; }
}

/// <summary>What a choice must hold to be one.</summary>
internal sealed class CollectorChoiceValidator : AbstractValidator<CollectorChoice>
{
    public CollectorChoiceValidator()
    {
        RuleFor(c => c.Id).NotNull().WithErrorCode("attendance.collector-asked").When(c => !c.IsOther);
        RuleFor(c => c.OtherName).Empty().WithErrorCode("attendance.collector-two").When(c => c.Id is not null);
        RuleFor(c => c.OtherName).NotEmpty().WithErrorCode("attendance.collector-name").MaximumLength(100).When(c => c.Id is null && c.IsOther);
        RuleFor(c => c.OtherReason).NotEmpty().WithErrorCode("attendance.collector-why").When(c => c.Id is null && c.IsOther);
        RuleFor(c => c.OtherReason).MaximumLength(200);
        RuleFor(c => c.Code).MaximumLength(20);
    }
}

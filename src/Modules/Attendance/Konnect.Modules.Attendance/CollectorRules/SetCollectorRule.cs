using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.CollectorRules;

/// <summary>Sets whether groups tell who takes children home, and what the board says about it.</summary>
internal static class SetCollectorRule
{
    [RequiresPermission(AttendancePermissions.SetCollectorRule)]
    public sealed record Command : IRequest<Result<Done>>
    {
        /// <summary><c>never</c>, <c>may</c> or <c>always</c>.</summary>
        public string Ask { get; init; } = "";

        public string Instruction { get; init; } = "";
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Ask).IsEnumName(typeof(CollectorAsk), caseSensitive: false).WithErrorCode("input.invalid");
            RuleFor(c => c.Instruction).MaximumLength(CollectorRule.LongestInstruction);
        }
    }

    public sealed class Handler(AttendanceDbContext db, IClock clock) : IRequestHandler<Command, Result<Done>>
    {
        public async Task<Result<Done>> Handle(Command request, CancellationToken cancellationToken)
        {
            var rule = await db.CollectorRules.SingleOrDefaultAsync(cancellationToken);
            if (rule is null)
                db.CollectorRules.Add(rule = CollectorRule.Default);
            rule.Set(Enum.Parse<CollectorAsk>(request.Ask, ignoreCase: true), request.Instruction.Trim(), clock.GetCurrentInstant());
            await db.SaveChangesAsync(cancellationToken);
            return Done.Ok;
        }
    }
}

using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using MediatR;

namespace Konnect.Modules.Attendance.CollectorRules;

/// <summary>Whether groups tell who takes children home.</summary>
internal static class GetCollectorRule
{
    [RequiresPermission(AttendancePermissions.SetCollectorRule)]
    public sealed record Query : IRequest<Result<Response>>;

    /// <param name="Ask">Never, maybe or always.</param>
    /// <param name="Instruction">What the board says at the choice.</param>
    public sealed record Response(CollectorAsk Ask, string Instruction);

    public sealed class Handler(CollectorRegister collectors) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var rule = await collectors.RuleAsync(cancellationToken);
            return new Response(rule.Ask, rule.Instruction);
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Children.Permits;

/// <summary>Who may collect an own child once, for a guardian with authority; with the codes of what this guardian asked for, as long as they are of use.</summary>
internal static class ListOwnPermits
{
    /// <param name="Number">The child's number in the source.</param>
    [RequiresPermission(ChildrenPermissions.GiveOwnPermit)]
    public sealed record Query(string Number) : IRequest<Result<Response>>;

    /// <param name="CallName">What the child is called.</param>
    /// <param name="Today">The local date.</param>
    /// <param name="LastDay">The last day for which a permit can be given.</param>
    /// <param name="Coming">What can still be of use, the first day first.</param>
    /// <param name="Past">What is over, the latest first.</param>
    public sealed record Response(string CallName, LocalDate Today, LocalDate LastDay, IReadOnlyList<Permit> Coming, IReadOnlyList<PermitRegister.Row> Past);

    /// <param name="Row">The permit.</param>
    /// <param name="Code">The code to pass on; null for a permit of another guardian, and when too many wrong ones were told.</param>
    public sealed record Permit(PermitRegister.Row Row, string? Code);

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(ChildrenDbContext db, IOwnChildren own, PermitRegister register, ICurrentUser user, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            if (await own.FindAsync(request.Number, cancellationToken) is not { HasAuthority: true } child)
                return Error.NotFound(ChildFile.Unknown, nameof(Query.Number));
            var persons = user.Scope.OwnOf(Guardian.Subject);
            var (coming, past) = await register.ListAsync(child.Id, cancellationToken);
            var opened = coming.Where(r => r.State == PermitState.Open && persons.Contains(r.GuardianId)).Select(r => r.Id).ToList();
            var codes = await db.CollectorPermits.AsNoTracking().Where(p => opened.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Code, cancellationToken);
            return new Response(child.CallName, clock.GetCurrentDate(), register.LastDay, [.. coming.Select(r => new Permit(r, codes.GetValueOrDefault(r.Id)))], past);
        }
    }
}

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

/// <summary>Who may collect a child once, without codes, and which guardians may ask for it.</summary>
internal static class ListPermits
{
    /// <param name="Number">The child's number in the source.</param>
    [RequiresPermission(ChildrenPermissions.GivePermit)]
    public sealed record Query(string Number) : IRequest<Result<Response>>;

    /// <param name="CallName">What the child is called.</param>
    /// <param name="Today">The local date.</param>
    /// <param name="LastDay">The last day for which a permit can be given.</param>
    /// <param name="Askers">The guardians with authority, in the order to call them, with the numbers that are known.</param>
    /// <param name="Coming">What can still be of use, the first day first.</param>
    /// <param name="Past">What is over, the latest first.</param>
    public sealed record Response(
        string CallName, LocalDate Today, LocalDate LastDay, IReadOnlyList<Asker> Askers, IReadOnlyList<PermitRegister.Row> Coming, IReadOnlyList<PermitRegister.Row> Past);

    /// <param name="Id">The guardian.</param>
    /// <param name="Name">The full name.</param>
    /// <param name="Phones">Phone numbers, mobile first.</param>
    public sealed record Asker(Guid Id, string Name, IReadOnlyList<string> Phones);

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(ChildrenDbContext db, IChildDirectory children, PermitRegister register, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            if (await children.FindVisibleAsync(request.Number, cancellationToken) is not { } child)
                return Error.NotFound(ChildFile.Unknown, nameof(Query.Number));
            var askers = await (
                from tie in db.ChildGuardians
                join guardian in db.Guardians on tie.GuardianId equals guardian.Id
                where tie.ChildId == child.Id && tie.HasAuthority && tie.BlockedAt == null
                orderby tie.ContactOrder ?? int.MaxValue, guardian.Number
                select guardian).AsNoTracking().ToListAsync(cancellationToken);
            var (coming, past) = await register.ListAsync(child.Id, cancellationToken);
            return new Response(child.CallName, clock.GetCurrentDate(), register.LastDay, [.. askers.Select(g => new Asker(g.Id, g.FullName, g.Phones))], coming, past);
        }
    }
}

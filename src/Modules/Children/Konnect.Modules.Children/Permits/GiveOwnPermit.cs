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

/// <summary>A guardian with authority lets somebody collect an own child once.</summary>
internal static class GiveOwnPermit
{
    [RequiresPermission(ChildrenPermissions.GiveOwnPermit)]
    public sealed record Command : IRequest<Result<Response>>, IPermitInput
    {
        /// <inheritdoc/>
        public Guid RequestId { get; init; }

        /// <summary>The child's number in the source.</summary>
        [Subject(ChildFile.Subject)]
        public string Number { get; init; } = "";

        /// <inheritdoc/>
        public string Name { get; init; } = "";

        /// <inheritdoc/>
        public string Relation { get; init; } = "";

        /// <inheritdoc/>
        public LocalDate Day { get; init; }

        /// <inheritdoc/>
        public byte[]? Photo { get; init; }
    }

    /// <param name="Id">The permit.</param>
    /// <param name="Code">The code to pass on.</param>
    public sealed record Response(Guid Id, string Code);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => this.AskForPermit();
    }

    public sealed class Handler(ChildrenDbContext db, IOwnChildren own, PermitRegister register, ICurrentUser user) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await own.FindAsync(request.Number, cancellationToken) is not { HasAuthority: true } child)
                return Error.NotFound(ChildFile.Unknown, nameof(Command.Number));
            var persons = user.Scope.OwnOf(Guardian.Subject);
            var guardian = await db.ChildGuardians.Where(t => t.ChildId == child.Id && t.HasAuthority && persons.Contains(t.GuardianId)).Select(t => t.GuardianId).OrderBy(id => id).FirstAsync(cancellationToken);
            var given = await register.GiveAsync(child.Id, guardian, request, "", cancellationToken);
            if (!given.IsSuccess)
                return Result<Response>.Fail(given.Errors);
            await db.SaveChangesAsync(cancellationToken);
            return new Response(given.Value.Id, given.Value.Code);
        }
    }
}

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

/// <summary>Lets somebody collect a child once because a guardian asked for it, by telephone or at the door: who asked, and how that was made sure, is kept.</summary>
internal static class GivePermit
{
    [RequiresPermission(ChildrenPermissions.GivePermit)]
    public sealed record Command : IRequest<Result<Response>>, IPermitInput
    {
        /// <inheritdoc/>
        public Guid RequestId { get; init; }

        /// <summary>The child's number in the source.</summary>
        [Subject(ChildFile.Subject)]
        public string Number { get; init; } = "";

        /// <summary>The guardian who asked, with authority over the child.</summary>
        [Subject(Guardian.Subject)]
        public Guid GuardianId { get; init; }

        /// <summary>How it was made sure that it is this guardian: 'called back on the known number'.</summary>
        public string Verified { get; init; } = "";

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
    /// <param name="Code">The code, to read it to the guardian: it is shown this once.</param>
    public sealed record Response(Guid Id, string Code);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.GuardianId).NotEmpty().WithErrorCode("children.permit-asker");
            RuleFor(c => c.Verified).Must(text => !string.IsNullOrWhiteSpace(text)).WithErrorCode("children.permit-verified");
            RuleFor(c => c.Verified).MaximumLength(CollectorPermit.LongestVerified);
            this.AskForPermit();
        }
    }

    public sealed class Handler(ChildrenDbContext db, IChildDirectory children, PermitRegister register) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (await children.FindVisibleAsync(request.Number, cancellationToken) is not { } child)
                return Error.NotFound(ChildFile.Unknown, nameof(Command.Number));
            if (await db.ChildGuardians.AsNoTracking().SingleOrDefaultAsync(t => t.ChildId == child.Id && t.GuardianId == request.GuardianId, cancellationToken) is not { } tie)
                return Error.NotFound("children.permit-asker-unknown", nameof(Command.GuardianId));
            if (!tie.HasAuthority || tie.BlockedAt is not null)
                return Error.Conflict("children.permit-asker-unknown", nameof(Command.GuardianId));
            var given = await register.GiveAsync(child.Id, request.GuardianId, request, request.Verified, cancellationToken);
            if (!given.IsSuccess)
                return Result<Response>.Fail(given.Errors);
            await db.SaveChangesAsync(cancellationToken);
            return new Response(given.Value.Id, given.Value.Code);
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Access.Inspections;

/// <summary>Lets an inspector see some days of a location for a while: makes the code of a link, which is shown once.</summary>
internal static class GiveInspection
{
    /// <param name="Name">The inspector.</param>
    /// <param name="Organisation">Whom the inspector works for.</param>
    /// <param name="Email">Where to reach the inspector; may be left out.</param>
    /// <param name="Location">Code of the location.</param>
    /// <param name="From">First day of care to be seen.</param>
    /// <param name="To">Last day of care to be seen.</param>
    /// <param name="ExpiresOn">Last day on which the link works; a week from now when left out.</param>
    [RequiresPermission(AccessPermissions.GiveInspection)]
    [RequiresFreshSignIn]
    public sealed record Command(string Name, string Organisation, string? Email, string Location, LocalDate? From, LocalDate? To, LocalDate? ExpiresOn) : IRequest<Result<Response>>;

    /// <param name="Id">The grant.</param>
    /// <param name="Code">The code, which is kept nowhere.</param>
    public sealed record Response(Guid Id, string Code);

    public sealed class Validator : AbstractValidator<Command>
    {
        /// <summary>The most days of care in a grant: a year and a day.</summary>
        private const int MostCareDays = 366;

        public Validator(ZonedClock clock)
        {
            RuleFor(c => c.Name).NotEmpty().MaximumLength(100);
            RuleFor(c => c.Organisation).NotEmpty().MaximumLength(100);
            RuleFor(c => c.Email).EmailAddress().MaximumLength(254).When(c => !string.IsNullOrEmpty(c.Email));
            RuleFor(c => c.Location).NotEmpty().WithErrorCode("access.inspection-place");
            RuleFor(c => c.From).NotNull();
            RuleFor(c => c.To).NotNull();
            RuleFor(c => c.To).Must((c, to) => c.From <= to).WithErrorCode("access.dates-reversed")
                .Must((c, to) => Period.DaysBetween(c.From!.Value, to!.Value) < MostCareDays).WithErrorCode("access.inspection-long").When(c => c is { From: not null, To: not null });
            RuleFor(c => c.ExpiresOn).Must(date => date is null || date >= clock.GetCurrentDate()).WithErrorCode("access.expiry-past")
                .Must(date => date is null || date <= clock.GetCurrentDate().PlusDays(InspectionGrant.MostDays)).WithErrorCode("access.inspection-expiry");
        }
    }

    public sealed class Handler(AccessDbContext db, IWorkplaces workplaces, ICurrentUser user, ZonedClock clock) : IRequestHandler<Command, Result<Response>>
    {
        // Typed from paper, with few tries for each network address: eighty bits.
        private const int CodeLength = 16;

        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            if (!InspectionPlaces.Of(await workplaces.ListAsync(cancellationToken), user).Any(l => l.Code == request.Location))
                return Error.Invalid("access.location-unknown", nameof(Command.Location), request.Location);
            var code = Secret.CreateShort(CodeLength);
            var grant = new InspectionGrant
            {
                Name = request.Name.Trim(),
                Organisation = request.Organisation.Trim(),
                Email = string.IsNullOrWhiteSpace(request.Email) ? null : request.Email.Trim(),
                LocationCode = request.Location,
                From = request.From!.Value,
                To = request.To!.Value,
                ExpiresOn = request.ExpiresOn ?? clock.GetCurrentDate().PlusDays(InspectionGrant.UsualDays),
                Hash = Secret.HashOf(code),
                CreatedAt = clock.GetCurrentInstant(),
                CreatedBy = user.Id,
            };
            db.InspectionGrants.Add(grant);
            await db.SaveChangesAsync(cancellationToken);
            return new Response(grant.Id, code);
        }
    }
}

using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Mail;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Infrastructure.Trail;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Invitations;

/// <summary>Guardians, or staff with a group, whom the source system knows with an address, and whether they have an account.</summary>
internal static class ListHolders
{
    public const int PageSize = 50;

    /// <param name="Who">Whom.</param>
    /// <param name="Search">Part of a name, an address, a child or a group.</param>
    /// <param name="All">True to show who can sign in already, too.</param>
    /// <param name="Page">From 1.</param>
    [RequiresPermission(AccessPermissions.Invite)]
    public sealed record Query(Invitees Who, string? Search, bool All, int Page) : IRequest<Result<Response>>;

    /// <param name="Rows">One page of people, by name.</param>
    /// <param name="Total">How many there are.</param>
    /// <param name="ToInvite">Keys of those of them all who have no password yet.</param>
    /// <param name="CanMail">True when invitations can go by mail.</param>
    public sealed record Response(IReadOnlyList<Row> Rows, int Total, IReadOnlyList<Guid> ToInvite, bool CanMail);

    /// <param name="Key">The person's key.</param>
    /// <param name="Name">Full name.</param>
    /// <param name="Email">Address.</param>
    /// <param name="About">Names of the own children, or of the own groups.</param>
    /// <param name="State">What the account can do; null without one.</param>
    /// <param name="SentAt">When the mail server took the last invitation, local.</param>
    public sealed record Row(Guid Key, string Name, string Email, IReadOnlyList<string> About, AccountState? State, LocalDateTime? SentAt)
    {
        /// <summary>True for who can be invited, again too.</summary>
        public bool IsToInvite => State is null or AccountState.NotInvited or AccountState.Invited or AccountState.InvitationExpired;
    }

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Who).IsInEnum();
            RuleFor(q => q.Search).MaximumLength(100);
            RuleFor(q => q.Page).GreaterThan(0);
        }
    }

    public sealed class Handler(AccessDbContext db, HolderList holders, IMailer mailer, SignInSettings settings, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var now = clock.GetCurrentInstant();
            var accounts = (await db.Accounts.AsNoTracking().ToListAsync(cancellationToken)).ToDictionary(a => a.NormalizedEmail!);
            var rows = from holder in await holders.ListAsync(request.Who, cancellationToken)
                       let account = accounts.GetValueOrDefault(Account.Normalize(holder.Email))
                       let row = new Row(holder.Key, holder.Name, holder.Email, holder.About, account?.StateAt(now), account?.InvitationSentAt?.InZone(clock.Zone).LocalDateTime)
                       where (request.All || row.IsToInvite) && Holds(row, request.Search)
                       orderby row.Name, row.Email
                       select row;
            var found = rows.ToList();
            return new Response(
                [.. found.Skip((request.Page - 1) * PageSize).Take(PageSize)], found.Count, [.. found.Where(r => r.IsToInvite).Select(r => r.Key)], mailer.CanSend && settings.Address is not null);
        }

        private static bool Holds(Row row, string? text) =>
            string.IsNullOrWhiteSpace(text) || row.About.Append(row.Name).Append(row.Email).Any(part => TrailText.Holds(part, text));
    }
}

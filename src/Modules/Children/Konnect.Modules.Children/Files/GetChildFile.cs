using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Children.Files;

/// <summary>What there is to know about one child and the people around it.</summary>
internal static class GetChildFile
{
    /// <param name="Number">The child's number in the source.</param>
    [Recorded]
    [CountsAs(Use.FileOpened)]
    [RequiresPermission(ChildrenPermissions.View)]
    public sealed record Query([property: Subject(ChildFile.Subject)] string Number) : IRequest<Result<Response>>;

    /// <param name="Number">The number in the source.</param>
    /// <param name="FirstName">The first name as registered.</param>
    /// <param name="FullName">Call name, infix and last name.</param>
    /// <param name="BirthDate">Birth date.</param>
    /// <param name="Age">The age today; null before the birth.</param>
    /// <param name="Sex">Sex, if known.</param>
    /// <param name="HomeLanguage">Language at home, usually two letters.</param>
    /// <param name="School">The school.</param>
    /// <param name="Mentor">The mentor's name.</param>
    /// <param name="Guardians">Parents and guardians in the order to call them.</param>
    /// <param name="Contacts">Other people, those for emergencies first.</param>
    /// <param name="Notes">Notes by kind, what must be seen first.</param>
    /// <param name="Groups">Every placement, the latest first.</param>
    /// <param name="Siblings">Children with a guardian in common, as far as the sender may see them.</param>
    /// <param name="Today">The local date.</param>
    public sealed record Response(
        string Number, string FirstName, string FullName, LocalDate BirthDate, Age? Age, Sex? Sex, string? HomeLanguage, string? School, string? Mentor,
        IReadOnlyList<GuardianRow> Guardians, IReadOnlyList<ContactRow> Contacts, IReadOnlyList<NoteGroup> Notes, IReadOnlyList<ChildGroup> Groups, IReadOnlyList<Sibling> Siblings, LocalDate Today);

    /// <param name="Id">The guardian.</param>
    /// <param name="Name">The full name.</param>
    /// <param name="Relation">What this person is to the child.</param>
    /// <param name="HasAuthority">True with legal authority.</param>
    /// <param name="MayPickUp">Whether this person may collect the child; null when unknown.</param>
    /// <param name="IsBlocked">True when a court's decision shuts this person out from the child.</param>
    /// <param name="Phones">Phone numbers, mobile first.</param>
    public sealed record GuardianRow(Guid Id, string Name, GuardianRelation Relation, bool HasAuthority, bool? MayPickUp, bool IsBlocked, IReadOnlyList<string> Phones);

    /// <param name="Name">The name.</param>
    /// <param name="Relation">What this person is to the child, in the source's words.</param>
    /// <param name="Phone">The phone number.</param>
    /// <param name="IsEmergency">True for somebody to call in an emergency.</param>
    /// <param name="MayPickUp">Whether this person may collect the child; null when unknown.</param>
    public sealed record ContactRow(string Name, string? Relation, string Phone, bool IsEmergency, bool? MayPickUp);

    /// <param name="Kind">The kind as the exchange writes it: <c>allergy</c>.</param>
    /// <param name="Texts">The notes; null for one that can't be read.</param>
    public sealed record NoteGroup(string Kind, IReadOnlyList<string?> Texts);

    /// <param name="Number">The number in the source.</param>
    /// <param name="FullName">Call name, infix and last name.</param>
    /// <param name="Age">The age today; null before the birth.</param>
    /// <param name="Groups">Names of the groups of today, else of the next one, else of the last one.</param>
    public sealed record Sibling(string Number, string FullName, Age? Age, IReadOnlyList<string> Groups);

    public sealed class Validator : AbstractValidator<Query>;

    public sealed class Handler(ChildrenDbContext db, IChildDirectory children, IChildGroups placements, IMentorDirectory mentors, ICurrentUser user, VisibilitySettings visibility, ZonedClock clock)
        : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            if (await children.FindVisibleAsync(request.Number, cancellationToken) is not { Id: var id })
                return Error.NotFound(ChildFile.Unknown, nameof(Query.Number));

            var today = clock.GetCurrentDate();
            var child = await db.Children.AsNoTracking().SingleAsync(c => c.Id == id, cancellationToken);
            var guardians = await (
                from tie in db.ChildGuardians
                join guardian in db.Guardians on tie.GuardianId equals guardian.Id
                where tie.ChildId == id
                select new { tie, guardian }).AsNoTracking().ToListAsync(cancellationToken);
            var contacts = await db.Contacts.AsNoTracking().Where(c => c.ChildId == id).ToListAsync(cancellationToken);
            var notes = await db.Notes.AsNoTracking().Where(n => n.ChildId == id).ToListAsync(cancellationToken);
            var mentor = child.MentorNumber is { } number ? await mentors.FindNameAsync(number, cancellationToken) : null;
            return new Response(
                child.Number, child.FirstName, child.FullName, child.BirthDate, Age.On(child.BirthDate, today), child.Sex, child.HomeLanguage, child.School, mentor,
                [.. from g in guardians
                    orderby g.tie.ContactOrder ?? int.MaxValue, g.guardian.Number
                    select new GuardianRow(g.guardian.Id, g.guardian.FullName, g.tie.Relation, g.tie.HasAuthority, g.tie.MayCollect, g.tie.BlockedAt is not null, g.guardian.Phones)],
                [.. from c in contacts
                    orderby c.IsEmergency != true, c.Name
                    select new ContactRow(c.Name, c.Relation, c.Phone, c.IsEmergency == true, c.MayPickUp)],
                [.. from n in notes
                    orderby n.Kind, n.Text
                    group n.Readable by n.KindCode into kind
                    select new NoteGroup(kind.Key, [.. kind])],
                await placements.ListOfAsync([id], cancellationToken),
                await SiblingsAsync(id, today, cancellationToken),
                today);
        }

        private async Task<IReadOnlyList<Sibling>> SiblingsAsync(Guid id, LocalDate today, CancellationToken cancellationToken)
        {
            var family = await db.Children.AsNoTracking()
                .Where(c => c.Id != id && db.ChildGuardians.Any(g => g.ChildId == c.Id && db.ChildGuardians.Any(own => own.ChildId == id && own.GuardianId == g.GuardianId)))
                .OrderBy(c => c.BirthDate).ThenBy(c => c.Number).ToListAsync(cancellationToken);
            var groups = (await placements.ListOfAsync(family.ConvertAll(c => c.Id), cancellationToken)).ToLookup(g => g.ChildId);
            return [.. from sibling in family
                let history = new GroupHistory(groups[sibling.Id], today)
                where history.IsVisibleTo(user.Scope, visibility.AfterEnd)
                select new Sibling(sibling.Number, sibling.FullName, Age.On(sibling.BirthDate, today), [.. history.Current.Select(g => g.GroupName).Distinct()])];
        }
    }
}

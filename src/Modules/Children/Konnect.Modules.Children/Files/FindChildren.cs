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

/// <summary>The children that the sender may see, found by name or number, group and day, a page at a time.</summary>
internal static class FindChildren
{
    /// <summary>How many children a page holds.</summary>
    public const int PageSize = 50;

    /// <param name="Text">Words of which each stands in the number or in a name; empty for all.</param>
    /// <param name="Group">Code of a group in which the child is placed now or soon; empty for all.</param>
    /// <param name="Day">A day on which the child is expected by its placements.</param>
    /// <param name="Sort"><c>name</c> (call name) or <c>age</c>, youngest first; with <c>-</c> before it the other way round.</param>
    /// <param name="Page">The page, from 1; past the end it is the last one.</param>
    [RequiresPermission(ChildrenPermissions.View)]
    public sealed record Query(string? Text = null, string? Group = null, LocalDate? Day = null, string Sort = "name", int Page = 1) : IRequest<Result<Response>>;

    /// <param name="Children">The children of the page.</param>
    /// <param name="Total">How many are found.</param>
    /// <param name="Page">The page shown.</param>
    /// <param name="Groups">The groups to choose from.</param>
    /// <param name="Today">The local date.</param>
    public sealed record Response(IReadOnlyList<Row> Children, int Total, int Page, IReadOnlyList<PlacementGroup> Groups, LocalDate Today);

    /// <param name="Number">The number in the source.</param>
    /// <param name="FullName">Call name, infix and last name.</param>
    /// <param name="Age">The age today; null before the birth.</param>
    /// <param name="Groups">Names of the groups of today, else of the next one, else of the last one.</param>
    /// <param name="Weekdays">The weekdays of those placements.</param>
    /// <param name="StartsOn">The first day in care, when that is still to come.</param>
    /// <param name="EndedOn">The last day in care, when that has been.</param>
    /// <param name="Alerts">Allergies, medical notes and diets.</param>
    public sealed record Row(
        string Number, string FullName, Age? Age, IReadOnlyList<string> Groups, IReadOnlyList<IsoDayOfWeek> Weekdays, LocalDate? StartsOn, LocalDate? EndedOn, IReadOnlyList<ChildAlert> Alerts);

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Text).MaximumLength(100);
    }

    public sealed class Handler(ChildrenDbContext db, IChildGroups placements, ICurrentUser user, VisibilitySettings visibility, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var today = clock.GetCurrentDate();
            var sinceWhen = today - visibility.AfterEnd;

            var isOfGroup = request.Day is null && !string.IsNullOrEmpty(request.Group);
            IReadOnlyList<PlacementSpan> recent = user.Scope.All && !isOfGroup ? [] : await placements.ListAsync(sinceWhen, null, cancellationToken);

            var children = db.Children.AsNoTracking();
            if (!user.Scope.All)
            {
                var visible = recent.Where(span => GroupHistory.IsVisible(span, user.Scope, today, visibility.AfterEnd)).Select(span => span.ChildId).Distinct().ToList();
                children = children.Where(c => visible.Contains(c.Id));
            }

            if (request.Day is not null || isOfGroup)
            {
                IEnumerable<PlacementSpan> asked = request.Day is { } day ? await placements.ListExpectedAsync(day, cancellationToken) : recent.Where(span => span.To is null || span.To >= today);
                var placed = asked.Where(g => string.IsNullOrEmpty(request.Group) || g.GroupCode == request.Group).Select(g => g.ChildId).Distinct().ToList();
                children = children.Where(c => placed.Contains(c.Id));
            }

            // Compared here and not in the database, whose rules for capitals and accents differ: an organisation has hundreds of children.
            var found = Sorted(request.Sort, (await children.Select(c => new Found(c.Id, c.Number, c.FirstName, c.CallName, c.Infix, c.LastName, c.BirthDate)).ToListAsync(cancellationToken))
                .Where(c => string.IsNullOrWhiteSpace(request.Text) || Names.Find($"{c.Number} {c.FirstName} {c.FullName}", request.Text))).ToList();
            var page = int.Clamp(request.Page, 1, int.Max(1, (found.Count + PageSize - 1) / PageSize));
            var shown = found.Skip((page - 1) * PageSize).Take(PageSize).ToList();
            var ids = shown.ConvertAll(c => c.Id);
            var histories = (await placements.ListOfAsync(ids, cancellationToken)).ToLookup(g => g.ChildId);
            var alerts = (await db.Notes.AsNoTracking().Where(n => ids.Contains(n.ChildId) && Note.AlertKinds.Contains(n.Kind)).ToListAsync(cancellationToken)).ToLookup(n => n.ChildId);
            return new Response(
                [.. shown.Select(c => RowOf(c, new GroupHistory(histories[c.Id], today), alerts[c.Id]))],
                found.Count,
                page,
                [.. (await placements.ListGroupsAsync(sinceWhen, cancellationToken)).Where(g => user.Scope.Covers(g.LocationCode, g.Code))
                    .OrderBy(g => g.LocationCode, StringComparer.Ordinal).ThenBy(g => Names.Key(g.Name), Names.Order)],
                today);
        }

        private static Row RowOf(Found child, GroupHistory history, IEnumerable<Note> alerts) => new(
            child.Number,
            child.FullName,
            Age.On(child.BirthDate, history.Today),
            [.. history.Current.Select(g => g.GroupName).Distinct()],
            [.. history.Current.SelectMany(g => g.Weekdays).Distinct().Order()],
            history.StartsOn,
            history.EndedOn,
            Note.Alerts(alerts));

        private static IEnumerable<Found> Sorted(string sort, IEnumerable<Found> children) => sort switch
        {
            "-name" => children.OrderByDescending(c => Names.Key(c.Called), Names.Order).ThenByDescending(c => Names.Key(c.LastName), Names.Order).ThenBy(c => c.Number),
            "age" => children.OrderByDescending(c => c.BirthDate).ThenBy(c => c.Number),
            "-age" => children.OrderBy(c => c.BirthDate).ThenBy(c => c.Number),
            _ => children.OrderBy(c => Names.Key(c.Called), Names.Order).ThenBy(c => Names.Key(c.LastName), Names.Order).ThenBy(c => c.Number),
        };
    }

    /// <summary>What of a child is needed to find it, to order it and to show it.</summary>
    private sealed record Found(Guid Id, string Number, string FirstName, string? CallName, string? Infix, string LastName, LocalDate BirthDate)
    {
        public string Called { get; } = Child.CalledOf(FirstName, CallName);

        public string FullName => Names.Join(Called, Infix, LastName);
    }
}

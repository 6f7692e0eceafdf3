using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Persistence;
using Konnect.Modules.Audit.Persons;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Audit.Trails;

/// <summary>One line of the trail with what it was about. Which properties were changed, not their values: those are for who may see the file.</summary>
internal static class GetEntry
{
    /// <summary>Records of a page.</summary>
    public const int PageSize = 100;

    /// <param name="Number">Its place in the trail.</param>
    /// <param name="Page">The page of its records, from 1.</param>
    [RequiresPermission(AuditPermissions.Search)]
    public sealed record Query(long Number, int Page = 1) : IRequest<Result<Response>>;

    /// <param name="Number">Its place.</param>
    /// <param name="At">When, local, to the second.</param>
    /// <param name="Kind">What: <c>module.use-case</c>.</param>
    /// <param name="UserId">The account, or null.</param>
    /// <param name="UserName">The name then.</param>
    /// <param name="Address">Network address.</param>
    /// <param name="Device">The device in words.</param>
    /// <param name="Outcome">Empty when it was done, else the code of the refusal.</param>
    /// <param name="Outline">What it was about in a line.</param>
    /// <param name="Hash">Its link in the chain.</param>
    /// <param name="Records">One page of what it was about.</param>
    /// <param name="Total">All that it was about.</param>
    public sealed record Response(
        long Number, LocalDateTime At, string Kind, Guid? UserId, string UserName, string Address, string Device, string Outcome, string Outline, string Hash, IReadOnlyList<Row> Records, int Total);

    /// <param name="Act">What was done with it.</param>
    /// <param name="Record">Name of the entity; empty for a person that was only named.</param>
    /// <param name="Person">Whom it is about, or null.</param>
    /// <param name="Fields">Names of the properties that were changed.</param>
    public sealed record Row(TrailAct Act, string Record, TrailSubject? Person, IReadOnlyList<string> Fields);

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Number).GreaterThan(0);
            RuleFor(q => q.Page).GreaterThan(0);
        }
    }

    public sealed class Handler(AuditDbContext db, SubjectNames names, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            if (await db.Entries.AsNoTracking().SingleOrDefaultAsync(e => e.Number == request.Number, cancellationToken) is not { } entry)
                return Error.NotFound("audit.entry-unknown");
            var all = db.Records.AsNoTracking().Where(r => r.EntryNumber == request.Number);
            var total = await all.CountAsync(cancellationToken);
            var page = int.Clamp(request.Page, 1, int.Max(1, (total + PageSize - 1) / PageSize));
            var records = await all.OrderBy(r => r.Place).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
            var known = await names.OfAsync(records.Where(r => r.SubjectKey.Length > 0).Select(r => (r.SubjectKind, r.SubjectKey)), cancellationToken);
            return new Response(
                entry.Number, entry.At.InZone(clock.Zone).LocalDateTime, entry.Kind, entry.UserId, entry.UserName, entry.Address, entry.Device, entry.Outcome, entry.Outline,
                Convert.ToHexStringLower(entry.Hash),
                [.. records.Select(r => new Row(r.Act, r.Record, r.SubjectKey.Length > 0 ? known[(r.SubjectKind, r.SubjectKey)] : null, r.Fields.Split(',', StringSplitOptions.RemoveEmptyEntries)))],
                total);
        }
    }
}

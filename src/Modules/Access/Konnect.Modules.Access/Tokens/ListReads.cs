using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tokens;

/// <summary>What a token read from the reporting feed, the newest first, a page at a time.</summary>
internal static class ListReads
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 50;

    /// <param name="TokenId">The token.</param>
    /// <param name="Page">The page, from 1.</param>
    [RequiresPermission(AccessPermissions.ManageTokens)]
    public sealed record Query(Guid TokenId, int Page = 1) : IRequest<Result<Response>>;

    /// <param name="Token">What the token is for.</param>
    /// <param name="Reads">The page's requests.</param>
    /// <param name="Page">The page shown: the last one when fewer pages are left than asked for.</param>
    /// <param name="Total">Every request of the token that is kept.</param>
    public sealed record Response(string Token, IReadOnlyList<Row> Reads, int Page, int Total);

    /// <param name="At">When it came in, local time.</param>
    /// <param name="Set">Name of the set, or empty.</param>
    /// <param name="Shape">What was read of it and how: a word, then each option with the columns it uses.</param>
    /// <param name="Status">HTTP status of the answer.</param>
    /// <param name="Rows">Rows that were sent.</param>
    /// <param name="Bytes">Length of the answer.</param>
    /// <param name="Milliseconds">How long it took.</param>
    public sealed record Row(LocalDateTime At, string Set, string Shape, int Status, long Rows, long Bytes, int Milliseconds);

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Page).GreaterThan(0);
    }

    public sealed class Handler(AccessDbContext db, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            if (await db.Tokens.Where(t => t.Id == request.TokenId).Select(t => t.Name).SingleOrDefaultAsync(cancellationToken) is not { } token)
                return Error.NotFound("access.token-unknown");
            var reads = db.Reads.AsNoTracking().Where(r => r.TokenId == request.TokenId);
            var total = await reads.CountAsync(cancellationToken);
            var page = int.Clamp(request.Page, 1, int.Max(1, (total + PageSize - 1) / PageSize));
            var shown = await reads.OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(cancellationToken);
            return new Response(
                token,
                [.. shown.Select(r => new Row(r.At.InZone(clock.Zone).LocalDateTime, r.Set, r.Shape, r.Status, r.Rows, r.Bytes, r.Milliseconds))],
                page,
                total);
        }
    }
}

using System.Data.Common;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Results;
using MediatR;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Konnect.BuildingBlocks.Infrastructure.Requests;

/// <summary>
/// Last step of the pipeline: two people tap the same thing at the same moment, and an index or a row that has changed lets one of them through. The other is tried once
/// more and then sees what the first one did. Safe, since a handler reads, decides and saves once.
/// </summary>
internal sealed class RetryBehavior<TRequest, TResponse>(DatabaseSession session) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRequest<TResponse>
    where TResponse : IResult<TResponse>
{
    private const int SqliteConstraint = 19;

    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        try
        {
            return await next();
        }
        catch (DbUpdateException race) when (session.Transaction is null && (race is DbUpdateConcurrencyException || IsRace(race.InnerException as DbException)))
        {
            session.Forget();
            return await next();
        }
    }

    /// <summary>A unique index, a serialization failure or a deadlock: somebody else was first.</summary>
    private static bool IsRace(DbException? fault) => fault switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode == SqliteConstraint,
        { SqlState: "23505" or "40001" or "40P01" } => true,
        _ => false,
    };
}

using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Konnect.BuildingBlocks.Infrastructure.Persistence;

/// <summary>
/// Faults of a database that are none of the product's. Nothing of a request that met one was kept: it may be sent again, and devices that keep what they send do so by
/// themselves.
/// </summary>
public static class DatabaseFault
{
    /// <summary>True for the page that tells of one: whatever asks the database would fail again.</summary>
    public static bool IsTold(HttpContext context) => StatusOf(context.Features.Get<IExceptionHandlerFeature>()?.Error) is not null;

    /// <summary>507 when nothing can be written any more, 503 when others hold the database or it can't be reached, null for any other fault. RFC 9110, 15.6.4; RFC 4918, 11.5.</summary>
    internal static int? StatusOf(Exception? fault) => fault switch
    {
        null => null,
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL or raw.SQLITE_IOERR } or PostgresException { SqlState: PostgresErrorCodes.DiskFull } => StatusCodes.Status507InsufficientStorage,
        SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED } or DbException { IsTransient: true } => StatusCodes.Status503ServiceUnavailable,
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.InvalidCatalogName } => StatusCodes.Status503ServiceUnavailable,
        _ => StatusOf(fault.InnerException),
    };
}

using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Konnect.BuildingBlocks.Infrastructure.Persistence;

/// <summary>
/// Writers of one SQLite file, one at a time and in the order of asking. The engine itself makes writers look again after ever longer pauses, each on a thread that does nothing else: who comes
/// late overtakes who waits long.
/// </summary>
internal sealed class WriteTurns : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <summary>Waits for the turn, for as long as the engine would wait.</summary>
    /// <exception cref="SqliteException">It did not come: the same fault that the engine gives.</exception>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        if (!await turn.WaitAsync(DatabaseSettings.LongestWait, cancellationToken))
            throw new SqliteException("Another writer held the database too long.", raw.SQLITE_BUSY);
    }

    /// <summary>Gives the turn to who asked first.</summary>
    public void Give() => turn.Release();

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();
}

using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Sinful.Reach;

/// <summary>Writes SQL by hand.</summary>
internal static class Speller
{
    public static async Task Spell(DbContext db)
    {
        await db.Database.ExecuteSqlRawAsync("DELETE FROM sinful_patients");
        await using var command = db.Database.GetDbConnection().CreateCommand();
        await command.ExecuteNonQueryAsync();
    }
}

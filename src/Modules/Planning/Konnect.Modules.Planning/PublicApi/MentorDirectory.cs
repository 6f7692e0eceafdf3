using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Planning.PublicApi;

internal sealed class MentorDirectory(PlanningDbContext db) : IMentorDirectory
{
    public async Task<string?> FindNameAsync(string staffNumber, CancellationToken cancellationToken) =>
        (await db.Staff.AsNoTracking().SingleOrDefaultAsync(s => s.Number == staffNumber, cancellationToken))?.FullName;
}

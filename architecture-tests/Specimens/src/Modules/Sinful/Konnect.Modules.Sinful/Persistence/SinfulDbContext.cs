using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Modules.Sinful.Domain;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Sinful.Persistence;

/// <summary>Has no migrations.</summary>
internal abstract class SinfulDbContext(DbContextOptions options) : ModuleDbContext(options, "sinful")
{
    public DbSet<Patient> Patients => Set<Patient>();

    public DbSet<Room> Rooms => Set<Room>();
}

internal sealed class SqliteSinfulDbContext(DbContextOptions<SqliteSinfulDbContext> options) : SinfulDbContext(options);

internal sealed class PostgresSinfulDbContext(DbContextOptions<PostgresSinfulDbContext> options) : SinfulDbContext(options);

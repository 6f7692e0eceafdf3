using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Modules.Accomplice.Domain;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Accomplice.Persistence;

/// <summary>Sits on another module's table, and forgot PostgreSQL.</summary>
internal abstract class AccompliceDbContext(DbContextOptions options) : ModuleDbContext(options, "accomplice")
{
    public DbSet<Visit> Visits => Set<Visit>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.Entity<Visit>().ToTable("sinful_patients");
    }
}

internal sealed class SqliteAccompliceDbContext(DbContextOptions<SqliteAccompliceDbContext> options) : AccompliceDbContext(options);

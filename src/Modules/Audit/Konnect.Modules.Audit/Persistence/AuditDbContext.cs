using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Modules.Audit.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Konnect.Modules.Audit.Persistence;

internal abstract class AuditDbContext(DbContextOptions options) : ModuleDbContext(options, "audit")
{
    public DbSet<TrailEntry> Entries => Set<TrailEntry>();

    public DbSet<TrailRecord> Records => Set<TrailRecord>();

    public DbSet<TrailAnchor> Anchors => Set<TrailAnchor>();

    public DbSet<CountedUse> Uses => Set<CountedUse>();

    public DbSet<ReachedLimit> ReachedLimits => Set<ReachedLimit>();
}

internal sealed class SqliteAuditDbContext(DbContextOptions<SqliteAuditDbContext> options) : AuditDbContext(options);

internal sealed class PostgresAuditDbContext(DbContextOptions<PostgresAuditDbContext> options) : AuditDbContext(options);

internal sealed class TrailEntryConfiguration : IEntityTypeConfiguration<TrailEntry>
{
    public void Configure(EntityTypeBuilder<TrailEntry> builder)
    {
        builder.ToTable("entries");
        builder.HasKey(e => e.Number);
        builder.Property(e => e.Number).ValueGeneratedNever();
        builder.HasMany(e => e.Records).WithOne().HasForeignKey(r => r.EntryNumber);
        // Every list is newest first: by number.
        builder.HasIndex(e => new { e.At, e.Number });
        builder.HasIndex(e => new { e.UserId, e.Number });
        builder.HasIndex(e => new { e.Address, e.Number });
        builder.HasIndex(e => new { e.Kind, e.Number });
        // What was refused is a small part.
        builder.HasIndex(e => e.Number, "ix_refused").HasFilter("outcome <> ''");
    }
}

internal sealed class TrailRecordConfiguration : IEntityTypeConfiguration<TrailRecord>
{
    public void Configure(EntityTypeBuilder<TrailRecord> builder)
    {
        builder.ToTable("records");
        builder.HasKey(r => new { r.EntryNumber, r.Place });
        builder.Property(r => r.EntryNumber).ValueGeneratedNever();
        builder.Property(r => r.Place).ValueGeneratedNever();
        builder.HasIndex(r => new { r.SubjectKey, r.EntryNumber });
    }
}

internal sealed class TrailAnchorConfiguration : IEntityTypeConfiguration<TrailAnchor>
{
    public void Configure(EntityTypeBuilder<TrailAnchor> builder)
    {
        builder.ToTable("anchors");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Ignore(a => a.End);
    }
}

internal sealed class CountedUseConfiguration : IEntityTypeConfiguration<CountedUse>
{
    public void Configure(EntityTypeBuilder<CountedUse> builder)
    {
        builder.ToTable("uses");
        builder.HasKey(u => new { u.AccountId, u.Hour, u.Use, u.Subject });
        // Nothing makes the key: it says who, when and what.
        builder.Property(u => u.AccountId).ValueGeneratedNever();
    }
}

internal sealed class ReachedLimitConfiguration : IEntityTypeConfiguration<ReachedLimit>
{
    public void Configure(EntityTypeBuilder<ReachedLimit> builder)
    {
        builder.ToTable("reached_limits");
        builder.HasKey(l => new { l.AccountId, l.Hour, l.Use });
        builder.Property(l => l.AccountId).ValueGeneratedNever();
    }
}

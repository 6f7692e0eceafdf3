using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Modules.Children.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Konnect.Modules.Children.Persistence;

internal abstract class ChildrenDbContext(DbContextOptions options) : ModuleDbContext(options, "children")
{
    public DbSet<Child> Children => Set<Child>();

    public DbSet<Guardian> Guardians => Set<Guardian>();

    public DbSet<ChildGuardian> ChildGuardians => Set<ChildGuardian>();

    public DbSet<Contact> Contacts => Set<Contact>();

    public DbSet<Note> Notes => Set<Note>();

    public DbSet<CollectorPermit> CollectorPermits => Set<CollectorPermit>();

    public DbSet<CollectorPhoto> CollectorPhotos => Set<CollectorPhoto>();
}

internal sealed class SqliteChildrenDbContext(DbContextOptions<SqliteChildrenDbContext> options) : ChildrenDbContext(options);

internal sealed class PostgresChildrenDbContext(DbContextOptions<PostgresChildrenDbContext> options) : ChildrenDbContext(options);

internal sealed class ChildConfiguration : IEntityTypeConfiguration<Child>
{
    public void Configure(EntityTypeBuilder<Child> builder)
    {
        builder.ToTable("children");
        builder.HasIndex(c => c.Number).IsUnique();
        builder.HasIndex(c => new { c.LastName, c.FirstName });
        builder.Ignore(c => c.Called).Ignore(c => c.FullName);
    }
}

internal sealed class GuardianConfiguration : IEntityTypeConfiguration<Guardian>
{
    public void Configure(EntityTypeBuilder<Guardian> builder)
    {
        builder.ToTable("guardians");
        builder.HasIndex(g => g.Number).IsUnique();
        builder.Ignore(g => g.FullName).Ignore(g => g.Phones);
    }
}

internal sealed class ChildGuardianConfiguration : IEntityTypeConfiguration<ChildGuardian>
{
    public void Configure(EntityTypeBuilder<ChildGuardian> builder)
    {
        builder.ToTable("child_guardians");
        builder.HasKey(g => new { g.ChildId, g.GuardianId });
        builder.HasOne<Child>().WithMany().HasForeignKey(g => g.ChildId);
        builder.HasOne<Guardian>().WithMany().HasForeignKey(g => g.GuardianId);
        builder.Ignore(g => g.MayCollect);
    }
}

internal sealed class ContactConfiguration : IEntityTypeConfiguration<Contact>
{
    public void Configure(EntityTypeBuilder<Contact> builder)
    {
        builder.ToTable("contacts");
        builder.HasIndex(c => new { c.ChildId, c.Name }).IsUnique();
        builder.HasOne<Child>().WithMany().HasForeignKey(c => c.ChildId);
    }
}

internal sealed class NoteConfiguration : IEntityTypeConfiguration<Note>
{
    public void Configure(EntityTypeBuilder<Note> builder)
    {
        builder.ToTable("notes");
        builder.HasIndex(n => new { n.ChildId, n.Kind });
        builder.HasOne<Child>().WithMany().HasForeignKey(n => n.ChildId);
        builder.Ignore(n => n.KindCode).Ignore(n => n.Readable);
    }
}

internal sealed class CollectorPermitConfiguration : IEntityTypeConfiguration<CollectorPermit>
{
    public void Configure(EntityTypeBuilder<CollectorPermit> builder)
    {
        builder.ToTable("collector_permits");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.Property(p => p.Version).IsConcurrencyToken();
        builder.HasIndex(p => new { p.ChildId, p.Day });
        builder.HasIndex(p => new { p.ClearedAt, p.Day });
        builder.HasOne<Child>().WithMany().HasForeignKey(p => p.ChildId);
        builder.HasOne<Guardian>().WithMany().HasForeignKey(p => p.GuardianId);
        builder.Ignore(p => p.TriesLeft);
    }
}

internal sealed class CollectorPhotoConfiguration : IEntityTypeConfiguration<CollectorPhoto>
{
    public void Configure(EntityTypeBuilder<CollectorPhoto> builder)
    {
        builder.ToTable("collector_photos");
        builder.HasKey(p => p.PermitId);
        builder.Property(p => p.PermitId).ValueGeneratedNever();
        builder.HasOne<CollectorPermit>().WithOne().HasForeignKey<CollectorPhoto>(p => p.PermitId);
    }
}

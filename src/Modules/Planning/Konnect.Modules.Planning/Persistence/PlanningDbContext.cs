using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Modules.Planning.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Konnect.Modules.Planning.Persistence;

internal abstract class PlanningDbContext(DbContextOptions options) : ModuleDbContext(options, "planning")
{
    public DbSet<Location> Locations => Set<Location>();

    public DbSet<Group> Groups => Set<Group>();

    public DbSet<CalendarDay> Calendar => Set<CalendarDay>();

    public DbSet<StaffMember> Staff => Set<StaffMember>();

    public DbSet<StaffGroup> StaffGroups => Set<StaffGroup>();

    public DbSet<RosterShift> Roster => Set<RosterShift>();

    public DbSet<Placement> Placements => Set<Placement>();

    public DbSet<PlacementDay> PlacementDays => Set<PlacementDay>();

    public DbSet<ExportRequest> ExportRequests => Set<ExportRequest>();
}

internal sealed class SqlitePlanningDbContext(DbContextOptions<SqlitePlanningDbContext> options) : PlanningDbContext(options);

internal sealed class PostgresPlanningDbContext(DbContextOptions<PostgresPlanningDbContext> options) : PlanningDbContext(options);

internal sealed class LocationConfiguration : IEntityTypeConfiguration<Location>
{
    public void Configure(EntityTypeBuilder<Location> builder)
    {
        builder.ToTable("locations");
        builder.HasKey(l => l.Code);
    }
}

internal sealed class GroupConfiguration : IEntityTypeConfiguration<Group>
{
    public void Configure(EntityTypeBuilder<Group> builder)
    {
        builder.ToTable("groups");
        builder.HasKey(g => g.Code);
        builder.HasOne<Location>().WithMany().HasForeignKey(g => g.LocationCode).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CalendarDayConfiguration : IEntityTypeConfiguration<CalendarDay>
{
    public void Configure(EntityTypeBuilder<CalendarDay> builder)
    {
        builder.ToTable("calendar");
        builder.HasKey(d => new { d.LocationCode, d.Date, d.Kind });
        builder.HasOne<Location>().WithMany().HasForeignKey(d => d.LocationCode).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class StaffMemberConfiguration : IEntityTypeConfiguration<StaffMember>
{
    public void Configure(EntityTypeBuilder<StaffMember> builder)
    {
        builder.ToTable("staff");
        builder.HasIndex(s => s.Number).IsUnique();
        builder.Ignore(s => s.FullName);
        builder.HasMany(s => s.Groups).WithOne().HasForeignKey(g => g.StaffMemberId);
    }
}

internal sealed class StaffGroupConfiguration : IEntityTypeConfiguration<StaffGroup>
{
    public void Configure(EntityTypeBuilder<StaffGroup> builder)
    {
        builder.ToTable("staff_groups");
        builder.HasKey(g => new { g.StaffMemberId, g.GroupCode });
        builder.HasOne<Group>().WithMany().HasForeignKey(g => g.GroupCode).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RosterShiftConfiguration : IEntityTypeConfiguration<RosterShift>
{
    public void Configure(EntityTypeBuilder<RosterShift> builder)
    {
        builder.ToTable("roster");
        builder.HasIndex(r => new { r.StaffMemberId, r.Date, r.GroupCode, r.StartTime }).IsUnique();
        builder.HasIndex(r => new { r.GroupCode, r.Date });
        builder.HasOne<StaffMember>().WithMany().HasForeignKey(r => r.StaffMemberId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Group>().WithMany().HasForeignKey(r => r.GroupCode).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PlacementConfiguration : IEntityTypeConfiguration<Placement>
{
    public void Configure(EntityTypeBuilder<Placement> builder)
    {
        builder.ToTable("placements");
        builder.HasIndex(p => p.Number).IsUnique();
        builder.HasIndex(p => new { p.GroupCode, p.StartDate });
        builder.HasIndex(p => p.ChildId);
        builder.Ignore(p => p.WeeklyMinutes);
        builder.HasMany(p => p.Days).WithOne().HasForeignKey(d => d.PlacementId);
        builder.HasOne<Group>().WithMany().HasForeignKey(p => p.GroupCode).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class PlacementDayConfiguration : IEntityTypeConfiguration<PlacementDay>
{
    public void Configure(EntityTypeBuilder<PlacementDay> builder)
    {
        builder.ToTable("placement_days");
        // The unique index below holds only the days without an end, so it finds no placement's days.
        builder.HasIndex(d => d.PlacementId);
        builder.HasIndex(d => new { d.PlacementId, d.Weekday, d.Weeks, d.StartTime }).IsUnique().HasFilter("last_day IS NULL");
        builder.Property(d => d.Minutes).UsePropertyAccessMode(PropertyAccessMode.Property);
    }
}

internal sealed class ExportRequestConfiguration : IEntityTypeConfiguration<ExportRequest>
{
    public void Configure(EntityTypeBuilder<ExportRequest> builder)
    {
        builder.ToTable("export_requests");
        builder.HasIndex(r => r.AskedAt);
        builder.Property(r => r.Decision).IsConcurrencyToken();
    }
}

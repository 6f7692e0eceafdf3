using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Domain.Evacuations;
using Konnect.Modules.Attendance.Domain.Facts;
using Konnect.Modules.Attendance.Domain.Taps;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Konnect.Modules.Attendance.Persistence;

internal abstract class AttendanceDbContext(DbContextOptions options) : ModuleDbContext(options, "attendance")
{
    /// <summary>Children's presences that stand; a withdrawn one is only in the history.</summary>
    public DbSet<ChildPresence> ChildPresences => Set<ChildPresence>();

    /// <summary>Staff presences that stand.</summary>
    public DbSet<StaffPresence> StaffPresences => Set<StaffPresence>();

    public DbSet<ChildTap> ChildTaps => Set<ChildTap>();

    public DbSet<StaffTap> StaffTaps => Set<StaffTap>();

    public DbSet<Absence> Absences => Set<Absence>();

    public DbSet<AbsenceRule> AbsenceRules => Set<AbsenceRule>();

    public DbSet<Nap> Naps => Set<Nap>();

    public DbSet<SleepRule> SleepRules => Set<SleepRule>();

    public DbSet<HandoverNote> HandoverNotes => Set<HandoverNote>();

    public DbSet<StandIn> StandIns => Set<StandIn>();

    public DbSet<CollectorRule> CollectorRules => Set<CollectorRule>();

    public DbSet<EvacuationList> Evacuations => Set<EvacuationList>();

    public DbSet<OfflineStart> OfflineStarts => Set<OfflineStart>();

    public DbSet<EvacuationReader> EvacuationReaders => Set<EvacuationReader>();

    public DbSet<EvacuationPerson> EvacuationPersons => Set<EvacuationPerson>();

    public DbSet<EvacuationTick> EvacuationTicks => Set<EvacuationTick>();

    public DbSet<RatioSegmentFact> RatioSegments => Set<RatioSegmentFact>();

    public DbSet<RatioDayFact> RatioDays => Set<RatioDayFact>();

    public DbSet<ChildAttendanceFact> ChildAttendance => Set<ChildAttendanceFact>();

    public DbSet<StaffAttendanceFact> StaffAttendance => Set<StaffAttendanceFact>();

    public DbSet<AbsenceFact> AbsenceFacts => Set<AbsenceFact>();

    public DbSet<PlannedAttendanceFact> PlannedAttendance => Set<PlannedAttendanceFact>();

    public DbSet<OccupancyFact> Occupancy => Set<OccupancyFact>();

    public DbSet<PlanFrame> PlanFrames => Set<PlanFrame>();

    public DbSet<EvidencePackage> Packages => Set<EvidencePackage>();

    public DbSet<ComputedDay> ComputedDays => Set<ComputedDay>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // One class in two tables, so that a correction goes with the presence it belongs to.
        PresenceMapping.ConfigureCorrections<ChildPresence>(modelBuilder, "child_presence_corrections");
        PresenceMapping.ConfigureCorrections<StaffPresence>(modelBuilder, "staff_presence_corrections");
        base.OnModelCreating(modelBuilder);
    }
}

internal sealed class SqliteAttendanceDbContext(DbContextOptions<SqliteAttendanceDbContext> options) : AttendanceDbContext(options);

internal sealed class PostgresAttendanceDbContext(DbContextOptions<PostgresAttendanceDbContext> options) : AttendanceDbContext(options);

internal sealed class ChildPresenceConfiguration : IEntityTypeConfiguration<ChildPresence>
{
    public void Configure(EntityTypeBuilder<ChildPresence> builder)
    {
        builder.ToTable("child_presences");
        PresenceMapping.Configure(builder);
        builder.HasIndex(p => new { p.ChildId, p.Date });
    }
}

internal sealed class StaffPresenceConfiguration : IEntityTypeConfiguration<StaffPresence>
{
    public void Configure(EntityTypeBuilder<StaffPresence> builder)
    {
        builder.ToTable("staff_presences");
        PresenceMapping.Configure(builder);
        builder.HasIndex(p => new { p.StaffId, p.Date });
    }
}

internal sealed class TapConfiguration : IEntityTypeConfiguration<ChildTap>, IEntityTypeConfiguration<StaffTap>
{
    public void Configure(EntityTypeBuilder<ChildTap> builder)
    {
        builder.ToTable("child_taps");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Ignore(t => t.PersonId).Ignore(t => t.Collected);
        // Of two taps on a child that arrive at once, one sees the other.
        builder.HasIndex(t => new { t.ChildId, t.Date, t.Number }).IsUnique();
        builder.HasIndex(t => new { t.LocationCode, t.Date });
    }

    public void Configure(EntityTypeBuilder<StaffTap> builder)
    {
        builder.ToTable("staff_taps");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Ignore(t => t.PersonId);
        builder.HasIndex(t => new { t.StaffId, t.Date, t.Number }).IsUnique();
        builder.HasIndex(t => new { t.LocationCode, t.Date });
    }
}

internal static class PresenceMapping
{
    public static void Configure<TPresence>(EntityTypeBuilder<TPresence> builder) where TPresence : Presence
    {
        builder.HasKey(p => p.Id);
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.HasIndex(p => new { p.LocationCode, p.Date });
        builder.Ignore(p => p.IsOpen);
        builder.HasQueryFilter(p => p.WithdrawnAt == null);
        builder.HasMany(CorrectionsOf<TPresence>(), nameof(Presence.Corrections)).WithOne().HasForeignKey(nameof(PresenceCorrection.PresenceId));
    }

    public static void ConfigureCorrections<TPresence>(ModelBuilder model, string table) where TPresence : Presence =>
        model.SharedTypeEntity<PresenceCorrection>(CorrectionsOf<TPresence>(), correction =>
        {
            correction.ToTable(table);
            correction.HasKey(c => c.Id);
            correction.Property(c => c.Id).ValueGeneratedNever();
        });

    private static string CorrectionsOf<TPresence>() => $"{typeof(TPresence).Name}Correction";
}

internal sealed class AbsenceConfiguration : IEntityTypeConfiguration<Absence>
{
    public void Configure(EntityTypeBuilder<Absence> builder)
    {
        builder.ToTable("absences");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.HasIndex(a => new { a.ChildId, a.FromDate }).IsUnique();
        builder.HasIndex(a => new { a.ToDate, a.FromDate });
    }
}

internal sealed class AbsenceRuleConfiguration : IEntityTypeConfiguration<AbsenceRule>
{
    public void Configure(EntityTypeBuilder<AbsenceRule> builder)
    {
        builder.ToTable("absence_rules");
        builder.HasKey(r => r.Reason);
        builder.Property(r => r.Reason).ValueGeneratedNever();
    }
}

internal sealed class DayToolsConfiguration : IEntityTypeConfiguration<Nap>, IEntityTypeConfiguration<NapCheck>, IEntityTypeConfiguration<SleepRule>, IEntityTypeConfiguration<HandoverNote>
{
    public void Configure(EntityTypeBuilder<Nap> builder)
    {
        builder.ToTable("naps");
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.HasMany(n => n.Checks).WithOne().HasForeignKey(c => c.NapId);
        builder.HasIndex(n => new { n.GroupCode, n.Date });
        // Of two that tap at once, the second finds the child asleep.
        builder.HasIndex(n => new { n.ChildId, n.Date }).IsUnique().HasFilter("\"to\" IS NULL");
    }

    public void Configure(EntityTypeBuilder<NapCheck> builder)
    {
        builder.ToTable("nap_checks");
        builder.Property(c => c.Id).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<SleepRule> builder)
    {
        builder.ToTable("sleep_rules");
        builder.HasKey(r => r.LocationCode);
    }

    public void Configure(EntityTypeBuilder<HandoverNote> builder)
    {
        builder.ToTable("handover_notes");
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.HasIndex(n => new { n.GroupCode, n.DoneAt });
    }
}

internal sealed class CollectorRuleConfiguration : IEntityTypeConfiguration<CollectorRule>
{
    public void Configure(EntityTypeBuilder<CollectorRule> builder)
    {
        builder.ToTable("collector_rules");
        builder.Property(r => r.Id).ValueGeneratedNever();
    }
}

internal sealed class StandInConfiguration : IEntityTypeConfiguration<StandIn>
{
    public void Configure(EntityTypeBuilder<StandIn> builder)
    {
        builder.ToTable("stand_ins");
        builder.HasKey(s => s.LocationCode);
    }
}

internal sealed class EvacuationConfiguration :
    IEntityTypeConfiguration<EvacuationList>, IEntityTypeConfiguration<OfflineStart>, IEntityTypeConfiguration<EvacuationReader>, IEntityTypeConfiguration<EvacuationPerson>, IEntityTypeConfiguration<EvacuationTick>
{
    public void Configure(EntityTypeBuilder<EvacuationList> builder)
    {
        builder.ToTable("evacuations");
        builder.Property(e => e.Id).ValueGeneratedNever();
        // Of two that are started at once, the second finds the first.
        builder.HasIndex(e => e.LocationCode).IsUnique().HasFilter("ended_at IS NULL");
        builder.HasIndex(e => new { e.LocationCode, e.StartedAt });
    }

    public void Configure(EntityTypeBuilder<OfflineStart> builder)
    {
        builder.ToTable("evacuation_offline_starts");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasOne<EvacuationList>().WithMany().HasForeignKey(s => s.EvacuationId);
    }

    public void Configure(EntityTypeBuilder<EvacuationReader> builder)
    {
        builder.ToTable("evacuation_readers");
        builder.HasKey(r => new { r.EvacuationId, r.Name });
        builder.HasOne<EvacuationList>().WithMany().HasForeignKey(r => r.EvacuationId);
    }

    public void Configure(EntityTypeBuilder<EvacuationPerson> builder)
    {
        builder.ToTable("evacuation_persons");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.HasOne<EvacuationList>().WithMany().HasForeignKey(p => p.EvacuationId);
        builder.HasIndex(p => new { p.EvacuationId, p.ChildId }).IsUnique();
        builder.HasIndex(p => new { p.EvacuationId, p.StaffId }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<EvacuationTick> builder)
    {
        builder.ToTable("evacuation_ticks");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.HasOne<EvacuationList>().WithMany().HasForeignKey(t => t.EvacuationId);
        builder.HasOne<EvacuationPerson>().WithMany().HasForeignKey(t => t.PersonId);
        builder.HasOne<OfflineStart>().WithMany().HasForeignKey(t => t.OfflineStartId);
        builder.HasIndex(t => new { t.EvacuationId, t.At });
    }
}

internal sealed class FactsConfiguration :
    IEntityTypeConfiguration<RatioSegmentFact>, IEntityTypeConfiguration<RatioDayFact>, IEntityTypeConfiguration<ChildAttendanceFact>, IEntityTypeConfiguration<StaffAttendanceFact>,
    IEntityTypeConfiguration<AbsenceFact>, IEntityTypeConfiguration<PlannedAttendanceFact>, IEntityTypeConfiguration<OccupancyFact>, IEntityTypeConfiguration<ComputedDay>
{
    public void Configure(EntityTypeBuilder<RatioSegmentFact> builder)
    {
        builder.ToTable("ratio_segments");
        builder.HasKey(s => new { s.Scope, s.Code, s.Basis, s.From });
        builder.HasIndex(s => new { s.LocationCode, s.Date });
    }

    public void Configure(EntityTypeBuilder<RatioDayFact> builder)
    {
        builder.ToTable("ratio_days");
        builder.HasKey(s => new { s.Scope, s.Code, s.Basis, s.Date });
        builder.HasIndex(s => new { s.LocationCode, s.Date });
    }

    public void Configure(EntityTypeBuilder<ChildAttendanceFact> builder)
    {
        builder.ToTable("child_attendance");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasIndex(s => new { s.LocationCode, s.Date });
    }

    public void Configure(EntityTypeBuilder<StaffAttendanceFact> builder)
    {
        builder.ToTable("staff_attendance");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasIndex(s => new { s.LocationCode, s.Date });
    }

    public void Configure(EntityTypeBuilder<AbsenceFact> builder)
    {
        builder.ToTable("absence_days");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasIndex(s => new { s.LocationCode, s.Date });
    }

    public void Configure(EntityTypeBuilder<PlannedAttendanceFact> builder)
    {
        builder.ToTable("planned_attendance");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasIndex(s => new { s.LocationCode, s.Date });
    }

    public void Configure(EntityTypeBuilder<OccupancyFact> builder)
    {
        builder.ToTable("occupancy");
        builder.HasKey(s => new { s.GroupCode, s.Date });
        builder.HasIndex(s => new { s.LocationCode, s.Date });
    }

    public void Configure(EntityTypeBuilder<ComputedDay> builder)
    {
        builder.ToTable("computed_days");
        builder.HasKey(s => new { s.LocationCode, s.Date });
        builder.HasIndex(s => s.AsOf);
    }
}

internal sealed class InspectionConfiguration : IEntityTypeConfiguration<PlanFrame>, IEntityTypeConfiguration<EvidencePackage>
{
    public void Configure(EntityTypeBuilder<PlanFrame> builder)
    {
        builder.ToTable("plan_frames");
        builder.Property(f => f.Id).ValueGeneratedNever();
        builder.HasIndex(f => new { f.LocationCode, f.Id });
    }

    public void Configure(EntityTypeBuilder<EvidencePackage> builder)
    {
        builder.ToTable("evidence_packages");
        builder.Property(p => p.Id).ValueGeneratedNever();
        builder.HasIndex(p => new { p.LocationCode, p.MadeAt });
    }
}

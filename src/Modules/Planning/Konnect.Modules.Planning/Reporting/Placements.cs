using System.ComponentModel;
using System.Linq.Expressions;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.Modules.Planning.Domain;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Planning.Reporting;

[Description("A child's contract with a group: a period and a weekly pattern.")]
internal sealed record PlacementRow
{
    [Description("Pseudonymous key of the placement, stable inside one installation.")] public Guid PlacementKey { get; init; }
    [Description("Pseudonymous key of the child, stable inside one installation.")] public Guid ChildKey { get; init; }
    [Description("Code of the location."), RefersTo("Locations")] public required string LocationCode { get; init; }
    [Description("Code of the group."), RefersTo("Groups", Collection = "Placements")] public required string GroupCode { get; init; }
    [Description("What was agreed, in the source system's words.")] public string? Product { get; init; }
    [Description("First day.")] public LocalDate StartDate { get; init; }
    [Description("Last day; null while it has no end.")] public LocalDate? EndDate { get; init; }
    [Description("Planned minutes in a week; a day of odd or even weeks only counts half.")] public int WeeklyMinutes { get; init; }
}

internal sealed class Placements() : ReportingSet<PlacementRow>("Placements", r => r.PlacementKey)
{
    protected override Expression<Func<PlacementRow, string?>>? Location => r => r.LocationCode;

    protected override Expression<Func<PlacementRow, LocalDate>>? Date => r => r.StartDate;

    protected override Expression<Func<PlacementRow, LocalDate?>>? Until => r => r.EndDate;

    protected override IQueryable<PlacementRow> Rows(DbContext db) =>
        from placement in db.Set<Placement>()
        join g in db.Set<Group>() on placement.GroupCode equals g.Code
        select new PlacementRow
        {
            PlacementKey = placement.FeedKey,
            ChildKey = placement.ChildKey,
            LocationCode = g.LocationCode,
            GroupCode = placement.GroupCode,
            Product = placement.Product,
            StartDate = placement.StartDate,
            EndDate = placement.EndDate,
            WeeklyMinutes = placement.Days.Where(d => d.LastDay == null).Sum(d => d.Weeks == WeekPattern.Every ? 2 * d.Minutes : d.Minutes) / 2,
        };
}

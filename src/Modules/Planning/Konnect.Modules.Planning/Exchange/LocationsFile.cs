using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Results;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Planning.Exchange;

internal sealed record LocationRow
{
    [Key, MaxLength(50)]
    public required string Code { get; init; }

    public required string Name { get; init; }

    public string? LrkNumber { get; init; }

    public string? Street { get; init; }

    public string? HouseNumber { get; init; }

    public string? PostalCode { get; init; }

    public string? City { get; init; }

    public string? Phone { get; init; }

    public required LocalTime Opens { get; init; }

    public required LocalTime Closes { get; init; }
}

/// <summary><c>locations.csv</c>.</summary>
internal sealed class LocationsFile(PlanningDbContext db, PlanChanges changes) : ExchangeFile<LocationRow, Location>(db)
{
    public override string Name => "locations.csv";

    protected override void Check(LocationRow row, RowErrors errors)
    {
        if (row.Closes <= row.Opens)
            errors.Add(nameof(row.Closes), Error.Invalid("planning.ends-before-start", args: [row.Opens]));
    }

    protected override async Task<IReadOnlyList<Location>> LoadAsync(IReadOnlyList<LocationRow> rows, CancellationToken cancellationToken)
    {
        var codes = rows.Select(r => r.Code).ToList();
        return await db.Locations.AsNoTracking().Where(l => codes.Contains(l.Code)).ToListAsync(cancellationToken);
    }

    protected override LocationRow ToRow(Location entity) => new()
    {
        Code = entity.Code,
        Name = entity.Name,
        LrkNumber = entity.LrkNumber,
        Street = entity.Street,
        HouseNumber = entity.HouseNumber,
        PostalCode = entity.PostalCode,
        City = entity.City,
        Phone = entity.Phone,
        Opens = entity.Opens,
        Closes = entity.Closes,
    };

    protected override Location Create(LocationRow row, RowErrors errors) =>
        Write(new Location { Code = row.Code, Name = row.Name, Opens = row.Opens, Closes = row.Closes }, row);

    protected override bool Update(Location entity, LocationRow row, RowErrors errors)
    {
        if ((entity.Opens, entity.Closes) != (row.Opens, row.Closes))
            changes.Add(entity.Code, null, null);
        Write(entity, row);
        return true;
    }

    protected override async IAsyncEnumerable<LocationRow> ExportAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var order = db.ByteOrder;
        await foreach (var location in db.Locations.AsNoTracking().OrderBy(l => EF.Functions.Collate(l.Code, order)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return ToRow(location);
    }

    protected override Task OnCompletedAsync(CancellationToken cancellationToken) => changes.PublishAsync(cancellationToken);

    private static Location Write(Location location, LocationRow row)
    {
        (location.Name, location.LrkNumber, location.Phone) = (row.Name, row.LrkNumber, row.Phone);
        (location.Street, location.HouseNumber, location.PostalCode, location.City) = (row.Street, row.HouseNumber, row.PostalCode, row.City);
        (location.Opens, location.Closes) = (row.Opens, row.Closes);
        return location;
    }
}

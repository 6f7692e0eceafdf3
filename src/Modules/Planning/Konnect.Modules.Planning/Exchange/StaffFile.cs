using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Results;
using Konnect.Modules.Planning.Domain;
using Konnect.Modules.Planning.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Planning.Exchange;

[Personal]
internal sealed record StaffRow
{
    [Key, MaxLength(50)]
    public required string Number { get; init; }

    public required string FirstName { get; init; }

    public string? Infix { get; init; }

    public required string LastName { get; init; }

    public string? Email { get; init; }

    public required Job Job { get; init; }

    public required bool CountsInRatio { get; init; }

    public LocalDate? RegisterCheckedOn { get; init; }

    public LocalDate? CertificateOn { get; init; }

    public required LocalDate StartsOn { get; init; }

    public LocalDate? EndsOn { get; init; }
}

/// <summary><c>staff.csv</c>.</summary>
internal sealed class StaffFile(PlanningDbContext db, PlanChanges changes) : ExchangeFile<StaffRow, StaffMember>(db)
{
    private bool changed;

    public override string Name => "staff.csv";

    protected override void Check(StaffRow row, RowErrors errors)
    {
        if (row.EndsOn < row.StartsOn)
            errors.Add(nameof(row.EndsOn), Error.Invalid("planning.ends-before-it-starts"));
    }

    protected override async Task<IReadOnlyList<StaffMember>> LoadAsync(IReadOnlyList<StaffRow> rows, CancellationToken cancellationToken)
    {
        var numbers = rows.Select(r => r.Number).ToList();
        return await db.Staff.AsNoTracking().Where(s => numbers.Contains(s.Number)).ToListAsync(cancellationToken);
    }

    protected override StaffRow ToRow(StaffMember entity) => new()
    {
        Number = entity.Number,
        FirstName = entity.FirstName,
        Infix = entity.Infix,
        LastName = entity.LastName,
        Email = entity.Email,
        Job = entity.Job,
        CountsInRatio = entity.CountsInRatio,
        RegisterCheckedOn = entity.RegisterCheckedOn,
        CertificateOn = entity.CertificateOn,
        StartsOn = entity.StartsOn,
        EndsOn = entity.EndsOn,
    };

    protected override StaffMember Create(StaffRow row, RowErrors errors) => new()
    {
        Number = row.Number,
        FirstName = row.FirstName,
        Infix = row.Infix,
        LastName = row.LastName,
        Email = row.Email,
        Job = row.Job,
        CountsInRatio = row.CountsInRatio,
        RegisterCheckedOn = row.RegisterCheckedOn,
        CertificateOn = row.CertificateOn,
        StartsOn = row.StartsOn,
        EndsOn = row.EndsOn,
    };

    protected override bool Update(StaffMember entity, StaffRow row, RowErrors errors)
    {
        // Everything but these two stands in the facts of days on which this person worked, wherever that was.
        changed |= ToRow(entity) with { Email = row.Email, CertificateOn = row.CertificateOn } != row;
        (entity.FirstName, entity.Infix, entity.LastName, entity.Email) = (row.FirstName, row.Infix, row.LastName, row.Email);
        (entity.Job, entity.CountsInRatio, entity.RegisterCheckedOn, entity.CertificateOn) = (row.Job, row.CountsInRatio, row.RegisterCheckedOn, row.CertificateOn);
        (entity.StartsOn, entity.EndsOn) = (row.StartsOn, row.EndsOn);
        return true;
    }

    protected override async IAsyncEnumerable<StaffRow> ExportAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var order = db.ByteOrder;
        await foreach (var member in db.Staff.AsNoTracking().OrderBy(s => EF.Functions.Collate(s.Number, order)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return ToRow(member);
    }

    protected override async Task OnCompletedAsync(CancellationToken cancellationToken)
    {
        if (changed)
        {
            foreach (var code in await db.Locations.Select(l => l.Code).ToListAsync(cancellationToken))
                changes.Add(code, null, null);
        }

        await changes.PublishAsync(cancellationToken);
    }
}

using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Children.Exchange;

[Personal]
internal sealed record GuardianRow
{
    [Key, MaxLength(50)]
    public required string Number { get; init; }

    public required string FirstName { get; init; }

    public string? Infix { get; init; }

    public required string LastName { get; init; }

    public string? Email { get; init; }

    public string? PhoneMobile { get; init; }

    public string? PhoneHome { get; init; }

    public LocalDate? BirthDate { get; init; }

    public string? Street { get; init; }

    public string? HouseNumber { get; init; }

    public string? PostalCode { get; init; }

    public string? City { get; init; }

    public string? Country { get; init; }

    public string? Language { get; init; }
}

/// <summary><c>guardians.csv</c>.</summary>
internal sealed class GuardiansFile(ChildrenDbContext db) : ExchangeFile<GuardianRow, Guardian>(db)
{
    public override string Name => "guardians.csv";

    protected override async Task<IReadOnlyList<Guardian>> LoadAsync(IReadOnlyList<GuardianRow> rows, CancellationToken cancellationToken)
    {
        var numbers = rows.Select(r => r.Number).ToList();
        return await db.Guardians.AsNoTracking().Where(g => numbers.Contains(g.Number)).ToListAsync(cancellationToken);
    }

    protected override GuardianRow ToRow(Guardian entity) => new()
    {
        Number = entity.Number,
        FirstName = entity.FirstName,
        Infix = entity.Infix,
        LastName = entity.LastName,
        Email = entity.Email,
        PhoneMobile = entity.PhoneMobile,
        PhoneHome = entity.PhoneHome,
        BirthDate = entity.BirthDate,
        Street = entity.Street,
        HouseNumber = entity.HouseNumber,
        PostalCode = entity.PostalCode,
        City = entity.City,
        Country = entity.Country,
        Language = entity.Language,
    };

    protected override Guardian Create(GuardianRow row, RowErrors errors)
    {
        var guardian = new Guardian { Number = row.Number, FirstName = row.FirstName, LastName = row.LastName };
        Update(guardian, row, errors);
        return guardian;
    }

    protected override bool Update(Guardian entity, GuardianRow row, RowErrors errors)
    {
        (entity.FirstName, entity.Infix, entity.LastName, entity.BirthDate) = (row.FirstName, row.Infix, row.LastName, row.BirthDate);
        (entity.Email, entity.PhoneMobile, entity.PhoneHome, entity.Language) = (row.Email, row.PhoneMobile, row.PhoneHome, row.Language);
        (entity.Street, entity.HouseNumber, entity.PostalCode, entity.City, entity.Country) = (row.Street, row.HouseNumber, row.PostalCode, row.City, row.Country);
        return true;
    }

    protected override async IAsyncEnumerable<GuardianRow> ExportAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var order = db.ByteOrder;
        await foreach (var guardian in db.Guardians.AsNoTracking().OrderBy(g => EF.Functions.Collate(g.Number, order)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return ToRow(guardian);
    }
}

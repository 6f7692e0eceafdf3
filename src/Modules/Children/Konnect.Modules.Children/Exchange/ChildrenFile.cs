using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Persistence;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Children.Exchange;

[Personal]
internal sealed record ChildRow
{
    [Key, MaxLength(50)]
    public required string Number { get; init; }

    public required string FirstName { get; init; }

    public string? CallName { get; init; }

    public string? Infix { get; init; }

    public required string LastName { get; init; }

    public required LocalDate BirthDate { get; init; }

    [Word(Domain.Sex.Female, "f"), Word(Domain.Sex.Male, "m"), Word(Domain.Sex.Other, "x")]
    public Sex? Sex { get; init; }

    public string? HomeLanguage { get; init; }

    public string? School { get; init; }

    [References("staff.csv")]
    public string? MentorNumber { get; init; }
}

/// <summary><c>children.csv</c>.</summary>
internal sealed class ChildrenFile(ChildrenDbContext db) : ExchangeFile<ChildRow, Child>(db)
{
    private readonly List<Guid> withOtherBirthDate = [];

    public override string Name => "children.csv";

    protected override async Task<IReadOnlyList<Child>> LoadAsync(IReadOnlyList<ChildRow> rows, CancellationToken cancellationToken)
    {
        var numbers = rows.Select(r => r.Number).ToList();
        return await db.Children.AsNoTracking().Where(c => numbers.Contains(c.Number)).ToListAsync(cancellationToken);
    }

    protected override ChildRow ToRow(Child entity) => new()
    {
        Number = entity.Number,
        FirstName = entity.FirstName,
        CallName = entity.CallName,
        Infix = entity.Infix,
        LastName = entity.LastName,
        BirthDate = entity.BirthDate,
        Sex = entity.Sex,
        HomeLanguage = entity.HomeLanguage,
        School = entity.School,
        MentorNumber = entity.MentorNumber,
    };

    protected override Child Create(ChildRow row, RowErrors errors) =>
        Write(new Child { Number = row.Number, FirstName = row.FirstName, LastName = row.LastName, BirthDate = row.BirthDate }, row);

    protected override bool Update(Child entity, ChildRow row, RowErrors errors)
    {
        if (entity.BirthDate != row.BirthDate)
            withOtherBirthDate.Add(entity.Id);
        Write(entity, row);
        return true;
    }

    protected override async IAsyncEnumerable<ChildRow> ExportAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var order = db.ByteOrder;
        await foreach (var child in db.Children.AsNoTracking().OrderBy(c => EF.Functions.Collate(c.Number, order)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return ToRow(child);
    }

    protected override async Task OnCompletedAsync(CancellationToken cancellationToken)
    {
        if (withOtherBirthDate.Count == 0)
            return;
        db.Publish(new BirthDatesChanged([.. withOtherBirthDate]));
        await db.SaveChangesAsync(cancellationToken);
        withOtherBirthDate.Clear();
    }

    private static Child Write(Child child, ChildRow row)
    {
        (child.FirstName, child.CallName, child.Infix, child.LastName) = (row.FirstName, row.CallName, row.Infix, row.LastName);
        (child.BirthDate, child.Sex, child.HomeLanguage, child.School, child.MentorNumber) = (row.BirthDate, row.Sex, row.HomeLanguage, row.School, row.MentorNumber);
        return child;
    }
}

/// <summary>The source's child numbers and our keys, looked up once per import or export.</summary>
internal sealed class ChildNumbers(ChildrenDbContext db)
{
    private Dictionary<string, Guid>? ids;
    private Dictionary<Guid, string> numbers = [];

    /// <summary>Looks them up, once every child is there.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (ids is not null)
            return;
        ids = await db.Children.ToDictionaryAsync(c => c.Number, c => c.Id, cancellationToken);
        numbers = ids.ToDictionary(p => p.Value, p => p.Key);
    }

    /// <summary>The key of a known number.</summary>
    public Guid IdOf(string number) => ids![number];

    /// <summary>The number of a known key.</summary>
    public string NumberOf(Guid id) => numbers[id];
}

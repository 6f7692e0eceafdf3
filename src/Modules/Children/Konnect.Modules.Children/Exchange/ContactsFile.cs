using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Children.Exchange;

[Personal]
internal sealed record ContactRow
{
    [Key, References("children.csv")]
    public required string ChildNumber { get; init; }

    [Key, Personal]
    public required string Name { get; init; }

    public required string Phone { get; init; }

    public string? Relation { get; init; }

    public bool? IsEmergency { get; init; }

    public bool? MayPickUp { get; init; }
}

/// <summary><c>contacts.csv</c>: a child's contacts are told apart by name.</summary>
internal sealed class ContactsFile(ChildrenDbContext db, ChildNumbers children) : ExchangeFile<ContactRow, Contact>(db)
{
    public override string Name => "contacts.csv";

    protected override async Task<IReadOnlyList<Contact>> LoadAsync(IReadOnlyList<ContactRow> rows, CancellationToken cancellationToken)
    {
        await children.LoadAsync(cancellationToken);
        var ids = rows.Select(r => children.IdOf(r.ChildNumber)).Distinct().ToList();
        return await db.Contacts.AsNoTracking().Where(c => ids.Contains(c.ChildId)).ToListAsync(cancellationToken);
    }

    protected override ContactRow ToRow(Contact entity) => new()
    {
        ChildNumber = children.NumberOf(entity.ChildId),
        Name = entity.Name,
        Phone = entity.Phone,
        Relation = entity.Relation,
        IsEmergency = entity.IsEmergency,
        MayPickUp = entity.MayPickUp,
    };

    protected override Contact Create(ContactRow row, RowErrors errors) => new()
    {
        ChildId = children.IdOf(row.ChildNumber),
        Name = row.Name,
        Phone = row.Phone,
        Relation = row.Relation,
        IsEmergency = row.IsEmergency,
        MayPickUp = row.MayPickUp,
    };

    protected override bool Update(Contact entity, ContactRow row, RowErrors errors)
    {
        (entity.Phone, entity.Relation, entity.IsEmergency, entity.MayPickUp) = (row.Phone, row.Relation, row.IsEmergency, row.MayPickUp);
        return true;
    }

    protected override async IAsyncEnumerable<ContactRow> ExportAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await children.LoadAsync(cancellationToken);
        var order = db.ByteOrder;
        var ordered =
            from contact in db.Contacts.AsNoTracking()
            join child in db.Children on contact.ChildId equals child.Id
            orderby EF.Functions.Collate(child.Number, order), EF.Functions.Collate(contact.Name, order)
            select contact;
        await foreach (var contact in ordered.AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return ToRow(contact);
    }
}

using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using System.Text;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Persistence;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Children.Exchange;

internal sealed record NoteRow
{
    [Key, References("children.csv")]
    public required string ChildNumber { get; init; }

    [Key, Personal]
    public required NoteKind Kind { get; init; }

    [Key, Personal, MaxLength(4000)]
    public required string Text { get; init; }
}

/// <summary><c>notes.csv</c>: the whole row is the key, so a note is new or it is there already.</summary>
internal sealed class NotesFile(ChildrenDbContext db, ChildNumbers children) : ExchangeFile<NoteRow, Note>(db)
{
    public override string Name => "notes.csv";

    protected override async Task<IReadOnlyList<Note>> LoadAsync(IReadOnlyList<NoteRow> rows, CancellationToken cancellationToken)
    {
        await children.LoadAsync(cancellationToken);
        var ids = rows.Select(r => children.IdOf(r.ChildNumber)).Distinct().ToList();
        return await db.Notes.AsNoTracking().Where(n => ids.Contains(n.ChildId)).ToListAsync(cancellationToken);
    }

    protected override NoteRow ToRow(Note entity) => new() { ChildNumber = children.NumberOf(entity.ChildId), Kind = entity.Kind, Text = entity.Text };

    protected override Note Create(NoteRow row, RowErrors errors) => new() { ChildId = children.IdOf(row.ChildNumber), Kind = row.Kind, Text = row.Text };

    protected override bool Update(Note entity, NoteRow row, RowErrors errors) => false;

    protected override async IAsyncEnumerable<NoteRow> ExportAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await children.LoadAsync(cancellationToken);
        var order = db.ByteOrder;
        var ordered =
            from note in db.Notes.AsNoTracking()
            join child in db.Children on note.ChildId equals child.Id
            orderby EF.Functions.Collate(child.Number, order), note.Kind
            select note;
        // The database can't order by what is sealed.
        var alike = new List<Note>();
        await foreach (var note in ordered.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (alike is [var first, ..] && (first.ChildId, first.Kind) != (note.ChildId, note.Kind))
            {
                foreach (var row in InOrder(alike))
                    yield return row;
                alike.Clear();
            }

            alike.Add(note);
        }

        foreach (var row in InOrder(alike))
            yield return row;
    }

    /// <summary>By the bytes of the text, as both databases order keys.</summary>
    private IEnumerable<NoteRow> InOrder(IEnumerable<Note> notes) => notes.OrderBy(n => Convert.ToHexString(Encoding.UTF8.GetBytes(n.Text)), StringComparer.Ordinal).Select(ToRow);
}

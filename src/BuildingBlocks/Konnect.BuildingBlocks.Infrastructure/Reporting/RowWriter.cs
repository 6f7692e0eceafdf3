using System.Buffers;
using System.Data.Common;
using System.Text;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>
/// Writes the rows of one query as JSON objects. A query that expands to many rows gives the outer row again beside each inner one: the object stays open
/// while the columns that identify it stay the same.
/// </summary>
internal sealed class RowWriter
{
    private readonly AnswerFormat format;
    private readonly DbDataReader values;
    private readonly List<Level> levels = [];

    /// <summary>Lays an answer's row over the columns of a running query.</summary>
    public RowWriter(AnswerObject answer, RowStream rows, AnswerFormat format)
    {
        this.format = format;
        values = rows.Values;
        var ordinals = Enumerable.Range(0, values.FieldCount).ToDictionary(values.GetName);
        int Ordinal(string column) => ordinals.TryGetValue(column, out var ordinal)
            ? ordinal
            : throw ReportingRefusal.NotSupported("The database takes two of the columns for one. Leave out one of two calculations that are the same.");
        Lay(answer, -1, type => ValueFormats.For(rows.Context, type), Ordinal);
    }

    /// <summary>True when the current row of the query begins another row of the answer.</summary>
    public bool BeginsRow => levels[0] is { Open: false } or { Key.Length: 0 } || levels[0].HasChanged(values);

    /// <summary>Writes what the current row of the query adds to the answer, and says how many bytes that is.</summary>
    /// <param name="body">Where it goes.</param>
    /// <param name="start">What stands before a row of the answer, its brace included.</param>
    /// <param name="first">True when nothing stands in the row yet, not even in its start.</param>
    public int Write(IBufferWriter<byte> body, ReadOnlySpan<byte> start, bool first = true)
    {
        var row = new JsonRow(body, format.Ieee754);
        var from = levels.FindIndex(level => !level.Open || level.HasChanged(values));
        Close(ref row, from);
        for (var i = from; i < levels.Count; i++)
        {
            var level = levels[i];
            if (i > 0)
            {
                var outer = levels[i - 1];
                if (!outer.ArrayOpen || values.IsDBNull(level.Presence))
                    break;
                row.Raw(outer.HasItem ? ",{"u8 : "{"u8);
                outer.HasItem = true;
            }
            else
            {
                row.Raw(start);
            }

            level.ArrayOpen = WriteParts(ref row, level.Parts, i > 0 || first);
            level.HasItem = false;
            level.Open = i < levels.Count - 1;
            if (level.Open)
                level.Remember(values);
            else
                row.Raw("}"u8);
        }

        row.Commit();
        return row.Written;
    }

    /// <summary>Closes what is open, after the last row.</summary>
    public void End(IBufferWriter<byte> body)
    {
        var row = new JsonRow(body, format.Ieee754);
        Close(ref row, 0);
        row.Commit();
    }

    private void Close(ref JsonRow row, int downTo)
    {
        for (var i = levels.Count - 1; i >= downTo; i--)
        {
            if (!levels[i].Open)
                continue;
            if (levels[i].ArrayOpen)
                row.Raw(levels[i].EndOfArray);
            row.Raw("}"u8);
            levels[i].Open = levels[i].ArrayOpen = false;
        }
    }

    /// <summary>Writes the parts of an object; true when the last of them is an array that is still open.</summary>
    private bool WriteParts(ref JsonRow row, Part[] parts, bool first)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            ref readonly var part = ref parts[i];
            if (part.Kind == PartKind.End)
            {
                row.Raw("}"u8);
                first = false;
                continue;
            }

            if (part.Ordinal >= 0 && values.IsDBNull(part.Ordinal))
            {
                i = part.End;
                if (format.OmitNulls)
                    continue;
                row.Raw(part.Name.AsSpan(first ? 1 : 0));
                row.Raw("null"u8);
                first = false;
                continue;
            }

            row.Raw(part.Name.AsSpan(first ? 1 : 0));
            switch (part.Kind)
            {
                case PartKind.Value:
                    part.Write!(values, part.Ordinal, ref row);
                    first = false;
                    break;
                case PartKind.Object:
                    row.Raw("{"u8);
                    first = true;
                    break;
                case PartKind.Array:
                    row.Raw("["u8);
                    return true;
            }
        }

        return false;
    }

    private void Lay(AnswerObject answer, int presence, Func<Type, WriteValue> formats, Func<string, int> ordinal)
    {
        var parts = new List<Part>();
        AnswerRows? many = null;
        var depth = 0;
        LayParts(answer);
        // The order of the levels is that of the rows: the outer before the inner.
        levels.Add(new Level([.. parts], many is null ? [] : [.. many.Parent.Select(ordinal)], presence, Encoding.UTF8.GetBytes("]" + new string('}', depth))));
        if (many is not null)
            Lay(many.Item, ordinal(many.Item.Presence!), formats, ordinal);

        bool LayParts(AnswerObject of)
        {
            // What leads to many rows comes last, for it stays open.
            foreach (var part in of.Parts.OrderBy(LeadsToMany))
            {
                switch (part)
                {
                    case AnswerValue value:
                        parts.Add(new(PartKind.Value, Name(value), ordinal(value.Column), parts.Count, formats(value.Type)));
                        break;
                    case AnswerObject inner:
                        var at = parts.Count;
                        parts.Add(default);
                        var open = LayParts(inner);
                        depth += open ? 1 : 0;
                        parts.Add(new(PartKind.End, [], -1, 0, null));
                        parts[at] = new(PartKind.Object, Name(inner.Name), inner.Presence is null ? -1 : ordinal(inner.Presence), parts.Count - 1, null);
                        if (open)
                            return true;
                        break;
                    case AnswerRows rows:
                        many = rows;
                        if (rows.Count is not null)
                            parts.Add(new(PartKind.Value, Name($"{rows.Name}@odata.count"), ordinal(rows.Count), parts.Count, formats(typeof(long))));
                        parts.Add(new(PartKind.Array, Name(rows.Name), -1, 0, null));
                        return true;
                }
            }

            return false;
        }
    }

    private static bool LeadsToMany(AnswerPart part) => part is AnswerRows || (part is AnswerObject inner && inner.Parts.Any(LeadsToMany));

    /// <summary>The name of a value, before it its type where neither the model nor JSON tells it (JSON Format 4.5.3).</summary>
    private byte[] Name(AnswerValue value) => value.IsDeclared || !format.Metadata || EdmText.NameOf(value.Type) is not { } type ? Name(value.Name) : [.. Encoding.UTF8.GetBytes($",\"{value.Name}@odata.type\":\"#{type}\""), .. Name(value.Name)];

    /// <summary><c>,"Name":</c>, as it stands before a value; the first of an object goes without its comma.</summary>
    private static byte[] Name(string name) => Encoding.UTF8.GetBytes($",\"{name}\":");

    private enum PartKind
    {
        Value,
        Object,
        End,
        Array,
    }

    /// <summary>A step of writing an object.</summary>
    /// <param name="Kind">What it writes.</param>
    /// <param name="Name">The name, with comma and colon.</param>
    /// <param name="Ordinal">The column whose null means null; -1 is never null.</param>
    /// <param name="End">The last step of what is left out when it is null.</param>
    /// <param name="Write">Writes the value.</param>
    private readonly record struct Part(PartKind Kind, byte[] Name, int Ordinal, int End, WriteValue? Write);

    /// <summary>Objects inside an array of the object before.</summary>
    private sealed class Level(Part[] parts, int[] key, int presence, byte[] endOfArray)
    {
        private readonly object[] last = new object[key.Length];

        public Part[] Parts { get; } = parts;

        public int[] Key { get; } = key;

        public int Presence { get; } = presence;

        public byte[] EndOfArray { get; } = endOfArray;

        public bool Open { get; set; }

        public bool ArrayOpen { get; set; }

        public bool HasItem { get; set; }

        public void Remember(DbDataReader values)
        {
            for (var i = 0; i < Key.Length; i++)
                last[i] = values.GetValue(Key[i]);
        }

        public bool HasChanged(DbDataReader values)
        {
            for (var i = 0; i < Key.Length; i++)
            {
                if (!last[i].Equals(values.GetValue(Key[i])))
                    return true;
            }

            return false;
        }
    }
}

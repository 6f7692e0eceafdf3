using Microsoft.Extensions.Primitives;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>A file that spreadsheets open.</summary>
/// <param name="MediaType">The type in <c>Accept</c> and <c>$format</c>.</param>
/// <param name="ContentType">The type in the answer.</param>
/// <param name="Extension">The end of the file's name, also a short <c>$format</c>.</param>
internal sealed record SheetFormat(string MediaType, string ContentType, string Extension)
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Comma-separated values.</summary>
    public static SheetFormat Csv { get; } = new("text/csv", "text/csv;charset=utf-8;header=present", "csv");

    /// <summary>A workbook of Office Open XML.</summary>
    public static SheetFormat Xlsx { get; } = new(Workbook, Workbook, "xlsx");

    /// <summary>The format of a short name or a media type, whatever its parameters; null when it is none.</summary>
    public static SheetFormat? Find(StringSegment name)
    {
        var type = name.Split([';']).First().Trim();
        return Array.Find([Csv, Xlsx], f => type.Equals(f.Extension, StringComparison.OrdinalIgnoreCase) || type.Equals(f.MediaType, StringComparison.OrdinalIgnoreCase));
    }
}

using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using NodaTime;

namespace Konnect.Host.Tests.Reporting;

/// <summary>A workbook read back from its parts: what each cell holds, by its type and number format.</summary>
internal sealed class Workbook
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private readonly byte[] file;
    private readonly string[] formats;

    private Workbook(byte[] file)
    {
        this.file = file;
        var styles = Part("xl/styles.xml");
        var codes = styles.Descendants(Main + "numFmt").ToDictionary(f => f.Attribute("numFmtId")!.Value, f => f.Attribute("formatCode")!.Value);
        formats = [.. styles.Element(Main + "cellXfs")!.Elements().Select(x => codes.GetValueOrDefault(x.Attribute("numFmtId")!.Value, x.Attribute("numFmtId")!.Value))];
        var bold = styles.Element(Main + "fonts")!.Elements().Select(f => f.Element(Main + "b") is not null).ToList();
        BoldStyles = [.. styles.Element(Main + "cellXfs")!.Elements().Select(x => bold[(int)x.Attribute("fontId")!])];
        Names = [.. Part("xl/workbook.xml").Descendants(Main + "sheet").Select(s => s.Attribute("name")!.Value)];
    }

    /// <summary>The names of the sheets.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>For each style of a cell whether it is bold.</summary>
    public IReadOnlyList<bool> BoldStyles { get; }

    /// <summary>Reads a workbook, which must be valid.</summary>
    public static Workbook Read(byte[] file)
    {
        using (var document = SpreadsheetDocument.Open(new MemoryStream(file), isEditable: false))
            new OpenXmlValidator().Validate(document).Select(e => $"{e.Path?.XPath}: {e.Description}").ShouldBeEmpty();
        return new(file);
    }

    /// <summary>A sheet as XML.</summary>
    public XElement Sheet(int number = 1) => Part($"xl/worksheets/sheet{number}.xml");

    /// <summary>The values of a sheet with its header: <see cref="string"/>, <see cref="double"/>, <see cref="bool"/>, <see cref="LocalDate"/>, <see cref="LocalTime"/>, <see cref="LocalDateTime"/> or null.</summary>
    public IReadOnlyList<IReadOnlyList<object?>> Rows(int number = 1) => [.. Sheet(number).Descendants(Main + "row").Select(r => r.Elements(Main + "c").Select(ValueOf).ToList())];

    private object? ValueOf(XElement cell)
    {
        cell.Element(Main + "f").ShouldBeNull("a formula");
        switch (cell.Attribute("t")?.Value)
        {
            case "inlineStr":
                return Unescape(cell.Element(Main + "is")!.Element(Main + "t")!.Value);
            case "b":
                return cell.Element(Main + "v")!.Value == "1";
        }

        if (cell.Element(Main + "v") is not { } value)
            return null;
        var number = double.Parse(value.Value, CultureInfo.InvariantCulture);
        var moment = new LocalDateTime(1899, 12, 30, 0, 0);
        return formats[(int?)cell.Attribute("s") ?? 0] switch
        {
            "0" => number,
            "yyyy-mm-dd" => moment.PlusDays((int)number).Date,
            "hh:mm:ss" => moment.PlusTicks(Ticks(number)).TimeOfDay,
            "yyyy-mm-dd hh:mm:ss" => moment.PlusTicks(Ticks(number)),
            var other => throw new InvalidOperationException($"A number in the format {other}."),
        };
    }

    private static long Ticks(double days) => (long)Math.Round(days * NodaConstants.TicksPerDay);

    private static string Unescape(string text) =>
        System.Text.RegularExpressions.Regex.Replace(text, "_x([0-9A-Fa-f]{4})_", m => ((char)int.Parse(m.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());

    private XElement Part(string name)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        using var part = archive.GetEntry(name)!.Open();
        return XDocument.Load(part, LoadOptions.PreserveWhitespace).Root!;
    }
}

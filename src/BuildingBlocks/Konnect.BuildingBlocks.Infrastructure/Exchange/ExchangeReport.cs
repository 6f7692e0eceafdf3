using Konnect.BuildingBlocks.Results;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Exchange;

/// <summary>What the caller may choose of an import.</summary>
/// <param name="DryRun">Do everything, show what it did, and take it back.</param>
/// <param name="ReplaceFrom">Files that can be replaced are, from this date on, exactly what the package holds; null: nothing disappears.</param>
/// <param name="Mapping">How the source's own files and columns become ours; null: the package is in the exchange format.</param>
/// <param name="Progress">Told now and then how far the import is.</param>
public sealed record ImportOptions(bool DryRun = false, LocalDate? ReplaceFrom = null, ExchangeMapping? Mapping = null, IProgress<ExchangeProgress>? Progress = null);

/// <summary>How far an import or export is.</summary>
/// <param name="File">The file being read or written.</param>
/// <param name="Rows">Its rows so far.</param>
/// <param name="BytesDone">Bytes of all files so far.</param>
/// <param name="BytesTotal">Bytes of all files; 0 when that is not known, as in an export.</param>
public sealed record ExchangeProgress(string File, long Rows, long BytesDone, long BytesTotal);

/// <summary>What an import did, would do (dry run), or why it did nothing.</summary>
/// <param name="IsDryRun">True when everything was taken back.</param>
/// <param name="Files">The files that were read, in the order of reading.</param>
/// <param name="SkippedFiles">Files of the package that nobody knows; they were not read.</param>
/// <param name="Errors">The errors, the first thousand; with any of them nothing was changed.</param>
/// <param name="ErrorCount">How many errors there are.</param>
public sealed record ImportReport(bool IsDryRun, IReadOnlyList<ImportedFile> Files, IReadOnlyList<string> SkippedFiles, IReadOnlyList<ExchangeError> Errors, long ErrorCount)
{
    /// <summary>True when the package holds no error.</summary>
    public bool IsAccepted => ErrorCount == 0;
}

/// <summary>What became of one file.</summary>
/// <param name="File">Its name in the exchange format.</param>
/// <param name="Rows">Rows read.</param>
/// <param name="New">Rows whose key was not there yet.</param>
/// <param name="Changed">Rows that changed something.</param>
/// <param name="Unchanged">Rows that were there already, equal.</param>
/// <param name="Removed">What the replacement took away.</param>
/// <param name="ChangedColumns">How many of the changed rows changed which column.</param>
/// <param name="UnknownColumns">Columns nobody knows; they were not read.</param>
public sealed record ImportedFile(
    string File, long Rows, long New, long Changed, long Unchanged, long Removed, IReadOnlyDictionary<string, long> ChangedColumns, IReadOnlyList<string> UnknownColumns);

/// <summary>One thing wrong with a package. It names no more of a person than the source's number.</summary>
/// <param name="File">The package, or the file in it, by the source's name.</param>
/// <param name="Line">Line of the file, counted from 1; null when the error is about the whole.</param>
/// <param name="Column">The column, by the source's name; null when the error is about the whole row.</param>
/// <param name="Value">What stands there, cut; null when there is none or it may not be shown.</param>
/// <param name="Reason">What is expected: the sentence <c>error.</c> + code.</param>
public sealed record ExchangeError(string File, int? Line, string? Column, string? Value, Error Reason);

/// <summary>What an export wrote.</summary>
/// <param name="Files">Each file with its rows, in the order of writing.</param>
public sealed record ExportReport(IReadOnlyList<ExportedFile> Files);

/// <summary>One written file.</summary>
/// <param name="File">Its name.</param>
/// <param name="Rows">Rows without the header.</param>
public sealed record ExportedFile(string File, long Rows);

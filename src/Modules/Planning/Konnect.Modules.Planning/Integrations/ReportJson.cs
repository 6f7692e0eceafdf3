using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Infrastructure.Localization;

namespace Konnect.Modules.Planning.Integrations;

/// <summary>The report of an import as programs read it, the same from the command line and from the address for packages.</summary>
internal static class ReportJson
{
    /// <summary>What is written as JSON; each error has its stable code and its sentence in the language of <paramref name="texts"/>.</summary>
    public static object Of(ImportReport report, Texts texts) => new
    {
        dryRun = report.IsDryRun,
        accepted = report.IsAccepted,
        files = report.Files,
        skippedFiles = report.SkippedFiles,
        errorCount = report.ErrorCount,
        errors = report.Errors.Select(e => new { e.File, e.Line, e.Column, e.Value, code = e.Reason.Code, message = texts[e.Reason] }),
    };
}

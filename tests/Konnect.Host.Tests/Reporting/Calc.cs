using System.Diagnostics;

namespace Konnect.Host.Tests.Reporting;

/// <summary>The spreadsheet program of this machine: none is downloaded.</summary>
internal static class Calc
{
    /// <summary>Why tests are skipped; null when they can run.</summary>
    public static string? Skip => Executable is null ? "No soffice on PATH" : null;

    private static string? Executable { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(d => Path.Combine(d, "soffice")).FirstOrDefault(File.Exists);

    /// <summary>What the program shows of a workbook's first sheet, as CSV.</summary>
    public static async Task<string> ShowAsync(byte[] workbook)
    {
        var folder = Directory.CreateTempSubdirectory("konnect-calc-");
        try
        {
            var file = Path.Combine(folder.FullName, "book.xlsx");
            await File.WriteAllBytesAsync(file, workbook);
            // UTF-8, commas, cells as they are shown.
            using var calc = Process.Start(new ProcessStartInfo(Executable!)
            {
                ArgumentList = { $"-env:UserInstallation=file://{folder.FullName}/profile", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true", "--outdir", folder.FullName, file },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var said = calc.StandardOutput.ReadToEndAsync();
            var complained = calc.StandardError.ReadToEndAsync();
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
            try
            {
                await calc.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                calc.Kill(entireProcessTree: true);
                throw;
            }

            var csv = Path.ChangeExtension(file, "csv");
            File.Exists(csv).ShouldBeTrue($"{await said}{await complained}");
            return await File.ReadAllTextAsync(csv);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

/// <summary>A test that needs a spreadsheet program.</summary>
public sealed class CalcFactAttribute : FactAttribute
{
    public CalcFactAttribute() => Skip = Calc.Skip;
}

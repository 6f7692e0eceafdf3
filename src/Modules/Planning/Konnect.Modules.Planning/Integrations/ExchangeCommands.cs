using System.CommandLine;
using System.Text.Json;
using Konnect.BuildingBlocks.Infrastructure.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Infrastructure.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Konnect.Modules.Planning.Integrations;

/// <summary><c>konnect import</c> and <c>konnect export</c>.</summary>
internal static class ExchangeCommands
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Command Import(CommandRunner runner)
    {
        var path = new Argument<string>("path") { Description = "Folder, ZIP or CSV file in the exchange format" };
        var dryRun = new Option<bool>("--dry-run") { Description = "Show what would change, and change nothing" };
        var replaceFrom = CommandOptions.Date("--replace-planning", "From this day on, planning is exactly what the files hold");
        var mapping = new Option<FileInfo?>("--mapping") { Description = "The source's own names: a mapping file (JSON)" };
        var json = new Option<bool>("--json") { Description = "Print the report as JSON" };
        var command = new Command("import", "Bring a package of the exchange format in") { path, dryRun, replaceFrom, mapping, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var map = parsed.GetValue(mapping);
            if (map is { Exists: false })
            {
                await Console.Error.WriteLineAsync($"--mapping: {map.FullName} does not exist");
                return ExitCode.Refused;
            }

            return await runner.RunAsync(parsed, services => WithProgressAsync(async progress =>
            {
                var result = await CommandRunner.SendAsync(
                    services,
                    new ImportExchange.Command(parsed.GetValue(path), DryRun: parsed.GetValue(dryRun), ReplacePlanningFrom: parsed.GetValue(replaceFrom), Mapping: map is null ? null : await File.ReadAllTextAsync(map.FullName, cancellationToken), Progress: progress),
                    cancellationToken);
                if (!result.IsSuccess)
                    return () => ExitCode.Refused;
                // What follows from the import (ratio facts) is there when the command ends.
                if (result.Value is { IsAccepted: true, IsDryRun: false })
                    await services.GetRequiredService<OutboxPump>().DrainAsync(cancellationToken);
                return () => Show(result.Value, parsed.GetValue(json), services.GetRequiredService<TextCatalog>().In("en"));
            }), cancellationToken);
        });
        return command;
    }

    public static Command Export(CommandRunner runner)
    {
        var path = new Argument<string>("path") { Description = "Folder, or a file that ends in .zip" };
        var command = new Command("export", "Write everything in the exchange format") { path };
        command.SetAction((parsed, cancellationToken) => runner.RunAsync(parsed, services => WithProgressAsync(async progress =>
        {
            var result = await CommandRunner.SendAsync(services, new ExportExchange.Command(parsed.GetValue(path)!, progress), cancellationToken);
            return () =>
            {
                if (!result.IsSuccess)
                    return ExitCode.Refused;
                foreach (var file in result.Value.Files)
                    Console.WriteLine($"{file.File,-24}{file.Rows,10}");
                return ExitCode.Done;
            };
        }), cancellationToken));
        return command;
    }

    private static Task<int> WithProgressAsync(Func<IProgress<ExchangeProgress>, Task<Func<int>>> work) => CommandRunner.Progress.Progress().AutoClear(true).StartAsync(async console =>
    {
        var task = console.AddTask("Reading", maxValue: 1);
        var show = await work(new Bar(task));
        task.StopTask();
        return show;
    }).ContinueWith(show => show.GetAwaiter().GetResult()(), TaskScheduler.Default);

    private static int Show(ImportReport report, bool json, Texts texts)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(ReportJson.Of(report, texts), Json));
        }
        else
        {
            Console.WriteLine($"{"file",-24}{"rows",9}{"new",9}{"changed",9}{"unchanged",11}{"removed",9}");
            foreach (var file in report.Files)
            {
                Console.WriteLine($"{file.File,-24}{file.Rows,9}{file.New,9}{file.Changed,9}{file.Unchanged,11}{file.Removed,9}");
                if (file.ChangedColumns.Count > 0)
                    Console.WriteLine($"  changed: {string.Join(", ", file.ChangedColumns.Select(c => $"{c.Key} {c.Value}"))}");
                if (file.UnknownColumns.Count > 0)
                    Console.WriteLine($"  unknown columns, skipped: {string.Join(", ", file.UnknownColumns)}");
            }

            foreach (var skipped in report.SkippedFiles)
                Console.WriteLine($"{skipped,-24} skipped: no module owns it");
            if (report.IsDryRun && report.IsAccepted)
                Console.WriteLine("Dry run: nothing was changed.");
        }

        foreach (var error in report.Errors)
            Console.Error.WriteLine($"{error.File}{(error.Line is { } line ? $":{line}" : "")}{(error.Column is { } column ? $" {column}" : "")}{(error.Value is { } value ? $" '{value}'" : "")}: {texts[error.Reason]}");
        if (report.ErrorCount > report.Errors.Count)
            Console.Error.WriteLine($"… and {report.ErrorCount - report.Errors.Count} more errors");
        if (!report.IsAccepted)
            Console.Error.WriteLine($"{report.ErrorCount} errors: nothing was changed.");
        return report.IsAccepted ? ExitCode.Done : ExitCode.Refused;
    }

    private sealed class Bar(ProgressTask task) : IProgress<ExchangeProgress>
    {
        public void Report(ExchangeProgress value)
        {
            task.Description = $"{value.File} {value.Rows}";
            task.IsIndeterminate = value.BytesTotal == 0;
            if (value.BytesTotal > 0)
                task.Value = (double)value.BytesDone / value.BytesTotal;
        }
    }
}

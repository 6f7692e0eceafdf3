using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Testing;

/// <summary>
/// A small organisation, brought in as files: location L1 (07:30-18:30) with day-care groups L1-A and L1-B and out-of-school group L1-S, location L2 with
/// L2-A. Children K1-K3 (babies) and K4-K6 (two years old) on L1-A, K7-K9 on L1-B, K10 and K11 on L1-S, K20 on L2-A, placed every weekday from September
/// 2026; staff S1-S4, of whom S4 is an intern who does not count.
/// </summary>
public static class SampleOrganisation
{
    private static readonly (string File, string Csv)[] Files =
    [
        ("locations.csv", """
            code,name,opens,closes
            L1,De Regenboog,07:30,18:30
            L2,De Zon,08:00,17:00
            """),
        ("groups.csv", """
            code,location_code,name,care_type,age_from,age_to,capacity
            L1-A,L1,Vlinders,kdv,0,4,16
            L1-B,L1,Vissen,kdv,2,4,16
            L1-S,L1,Piraten,bso,4,13,30
            L2-A,L2,Sterren,kdv,0,4,16
            """),
        ("children.csv", $"""
            number,first_name,call_name,last_name,birth_date
            {Children()}
            """),
        ("staff.csv", """
            number,first_name,last_name,job,counts_in_ratio,register_checked_on,starts_on
            S1,Sanne,Jansen,practitioner,true,2024-01-01,2024-01-01
            S2,Murat,Kaya,practitioner,true,2024-01-01,2024-01-01
            S3,Iris,Bos,practitioner,true,2024-01-01,2024-01-01
            S4,Tim,Vos,intern,false,2024-01-01,2024-01-01
            """),
        ("placements.csv", $"""
            number,child_number,group_code,start_date
            {Placements()}
            """),
        ("placement_days.csv", $"""
            placement_number,weekday,start_time,end_time
            {PlacementDays()}
            """),
        ("roster.csv", """
            staff_number,group_code,date,start_time,end_time,break_start,break_end
            S1,L1-A,2026-11-20,07:30,18:30,12:30,13:00
            S2,L1-A,2026-11-20,08:00,17:00,,
            S3,L1-B,2026-11-20,07:30,18:30,,
            """),
    ];

    /// <summary>Brings it in and lets every event be followed; files given here are added or take the place of its own.</summary>
    public static async Task<ImportReport> LoadAsync(KonnectHost host, params (string File, string Csv)[] files)
    {
        var report = await ImportAsync(host, [.. Files.ExceptBy(files.Select(f => f.File), f => f.File), .. files]);
        await host.DrainAsync();
        return report;
    }

    /// <summary>Imports files without following the events.</summary>
    public static async Task<ImportReport> ImportAsync(KonnectHost host, params (string File, string Csv)[] files)
    {
        var directory = Directory.CreateTempSubdirectory("konnect-sample-");
        try
        {
            foreach (var (file, csv) in files)
                await File.WriteAllTextAsync(Path.Combine(directory.FullName, file), csv.Replace("            ", "", StringComparison.Ordinal) + "\n");
            await using var scope = host.Scope();
            var report = await scope.ServiceProvider.GetRequiredService<ExchangeImport>().RunAsync(directory.FullName, new ImportOptions(), CancellationToken.None);
            return report.IsAccepted ? report : throw new InvalidOperationException(string.Join("; ", report.Errors.Select(e => $"{e.File}:{e.Line} {e.Column} {e.Reason.Code}")));
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static IEnumerable<(int Number, string Group, string Born)> All() =>
    [
        (1, "L1-A", "2026-02-01"), (2, "L1-A", "2026-03-01"), (3, "L1-A", "2026-04-01"), (4, "L1-A", "2024-05-01"), (5, "L1-A", "2024-06-01"), (6, "L1-A", "2024-07-01"),
        (7, "L1-B", "2023-05-01"), (8, "L1-B", "2023-06-01"), (9, "L1-B", "2023-11-25"), (10, "L1-S", "2020-01-01"), (11, "L1-S", "2017-01-01"), (20, "L2-A", "2024-01-01"),
    ];

    private static string Children() => string.Join('\n', All().Select(c => $"K{c.Number},Kind{c.Number},Kind{c.Number},De Vries,{c.Born}"));

    private static string Placements() => string.Join('\n', All().Select(c => $"P{c.Number},K{c.Number},{c.Group},2026-09-01"));

    private static string PlacementDays() => string.Join('\n', All().SelectMany(c => Enumerable.Range(1, 5).Select(day => $"P{c.Number},{day},{(c.Group == "L1-S" ? "15:00,18:00" : "08:00,17:00")}")));
}

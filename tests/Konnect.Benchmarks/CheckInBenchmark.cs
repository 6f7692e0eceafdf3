using System.Diagnostics;
using Konnect.Modules.Attendance.DailyAttendance;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Children.Contracts;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Benchmarks;

/// <summary>A child checked in durably and the day's facts brought to it, beside the bare durable insertion of the same row.</summary>
internal sealed class CheckInBenchmark : Benchmark
{
    private const int WarmUp = 15;
    private const int Times = 60;

    public override string Name => "check-in";

    public override async IAsyncEnumerable<Figure> RunAsync(Installation installation)
    {
        var (tap, follow, whole) = (new List<double>(), new List<double>(), new List<double>());
        foreach (var (group, child) in (await AwayAsync(installation, Organisation.Today)).Take(WarmUp + Times))
        {
            var started = Stopwatch.GetTimestamp();
            await installation.SendAsync(new CheckInChildren.Command { RequestId = Guid.CreateVersion7(), GroupCode = group, ChildIds = [child] });
            var acknowledged = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            await installation.DrainAsync();
            whole.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            tap.Add(acknowledged);
            follow.Add(whole[^1] - acknowledged);
        }

        var (tapped, followed, all) = (tap[WarmUp..].Median(), follow[WarmUp..].Median(), whole[WarmUp..].Median());
        var bare = InsertBare(installation);
        yield return new Figure("Check-in acknowledged, durable", tapped, "ms", bare, "the bare row, inserted durably");
        yield return new Figure("Its facts updated, after that", followed, "ms", bare, "the bare row, inserted durably");
        yield return new Figure("Check-in and its facts, median", all, "ms", bare, "the bare row, inserted durably", Goal.AtMost(25));
    }

    /// <summary>Children who are placed on a day and not there yet, on their own groups.</summary>
    public static async Task<IReadOnlyList<(string Group, Guid Child)>> AwayAsync(Installation installation, LocalDate date)
    {
        await using var scope = installation.Scope();
        var days = scope.ServiceProvider.GetRequiredService<LocationDays>();
        var placed = await scope.ServiceProvider.GetRequiredService<IChildGroups>().ListAsync(date, date, CancellationToken.None);
        var there = new HashSet<Guid>();
        foreach (var location in await days.LocationsAsync(CancellationToken.None))
            there.UnionWith((await days.LoadAsync(location, date, CancellationToken.None)).Children.Select(p => p.ChildId));
        return [.. placed.Where(g => !there.Contains(g.ChildId)).DistinctBy(g => g.ChildId).OrderBy(g => g.ChildId).Select(g => (g.GroupCode, g.ChildId))];
    }

    /// <summary>Median of one durable insertion, in ms.</summary>
    public static double InsertBare(Installation installation)
    {
        using var connection = Installation.Connect(installation.NewFile("bare-check-in.db"));
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE presences (id TEXT PRIMARY KEY, child_id TEXT, location_code TEXT, group_code TEXT, date TEXT, arrived_at TEXT, modified_at TEXT)";
        command.ExecuteNonQuery();
        command.CommandText = "INSERT INTO presences VALUES (@id, @child, 'L1', 'L1-BSO', '2026-11-20', '2026-11-20T09:00:00Z', '2026-11-20T09:00:00Z')";
        var (id, child) = (command.Parameters.AddWithValue("@id", ""), command.Parameters.AddWithValue("@child", ""));
        var samples = new List<double>();
        for (var i = 0; i < 200; i++)
        {
            (id.Value, child.Value) = (Guid.CreateVersion7().ToString(), Guid.NewGuid().ToString());
            var started = Stopwatch.GetTimestamp();
            command.ExecuteNonQuery();
            samples.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return samples.Median();
    }
}

using System.Diagnostics;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Facts;
using Konnect.Modules.Attendance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Benchmarks;

/// <summary>Every ratio of a year computed again and compared with what is stored, beside the engine alone on days in memory.</summary>
internal sealed class RecomputeBenchmark : Benchmark
{
    public override string Name => "recompute";

    public override async IAsyncEnumerable<Figure> RunAsync(Installation installation)
    {
        var (from, to) = (Organisation.Today.PlusYears(-1), Organisation.Today.PlusDays(-1));
        await installation.SendAsync(new RecomputeFacts.Command { From = to.PlusDays(-7), To = to });
        var started = Stopwatch.GetTimestamp();
        var found = await installation.SendAsync(new RecomputeFacts.Command { From = from, To = to });
        var took = Stopwatch.GetElapsedTime(started);
        if (found.DifferingRows > 0)
            throw new InvalidOperationException($"{found.DifferingRows} stored rows differed.");

        await using var scope = installation.Scope();
        var db = scope.ServiceProvider.GetRequiredService<AttendanceDbContext>();
        var scopeDays = await db.RatioDays.CountAsync(d => d.Date >= from && d.Date <= to);

        var days = scope.ServiceProvider.GetRequiredService<LocationDays>();
        var bare = TimeSpan.Zero;
        foreach (var location in await days.LocationsAsync(CancellationToken.None))
        {
            for (var month = from; month <= to; month = month.PlusDays(31))
            {
                var pictures = await days.LoadAsync([location], month, NodaTime.LocalDate.Min(month.PlusDays(30), to), CancellationToken.None);
                started = Stopwatch.GetTimestamp();
                foreach (var (day, ratioScope) in pictures.SelectMany(day => day.Scopes.Select(s => (day, s))))
                {
                    day.Actual(ratioScope);
                    day.AsPlanned(ratioScope);
                }

                bare += Stopwatch.GetElapsedTime(started);
            }
        }

        yield return new Figure("Recompute of a year, scope-days as registered and as planned", scopeDays / took.TotalSeconds, "scope-days/s", scopeDays / bare.TotalSeconds, "the engine alone, days in memory", Goal.AtLeast(2_000));
    }
}

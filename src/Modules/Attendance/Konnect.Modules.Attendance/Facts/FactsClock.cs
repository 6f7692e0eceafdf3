using Konnect.BuildingBlocks.Infrastructure.Live;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Konnect.Modules.Attendance.Facts;

/// <summary>
/// Lets time pass in the facts: every minute, days on which somebody is still present are computed up to now, and after midnight as a day that is
/// over; once a day the plan's horizon moves on.
/// </summary>
internal sealed partial class FactsClock(IServiceScopeFactory scopes, ZonedClock clock, LiveChanges live, ILogger<FactsClock> log) : BackgroundService
{
    private LocalDate? extendedOn;

    /// <summary>Does what is due at this minute.</summary>
    public async Task TickAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant().ToMinute();
        var extend = extendedOn != clock.GetCurrentDate();
        await using var outer = scopes.CreateAsyncScope();
        var moving = await outer.ServiceProvider.GetRequiredService<AttendanceDbContext>().ComputedDays.AsNoTracking().Where(d => d.AsOf != null && d.AsOf < now).ToListAsync(cancellationToken);
        foreach (var location in await outer.ServiceProvider.GetRequiredService<LocationDays>().LocationsAsync(cancellationToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            var session = scope.ServiceProvider.GetRequiredService<DatabaseSession>();
            var facts = scope.ServiceProvider.GetRequiredService<FactStore>();
            var db = scope.ServiceProvider.GetRequiredService<AttendanceDbContext>();
            var dates = moving.Where(d => d.LocationCode == location.Code).Select(d => d.Date).ToList();
            var lastComputed = extend ? await db.ComputedDays.Where(d => d.LocationCode == location.Code).MaxAsync(d => (LocalDate?)d.Date, cancellationToken) : null;
            if (dates.Count == 0 && !(lastComputed < facts.Horizon))
                continue;
            await session.BeginAsync(cancellationToken);
            foreach (var date in dates)
                await facts.RefreshAsync(location, date, date, cancellationToken);
            if (lastComputed is { } last && last < facts.Horizon)
                await facts.RefreshAsync(location, last.PlusDays(1), null, cancellationToken);
            await session.CommitAsync(cancellationToken);
            live.Notify(LiveTopics.Location(location.Code));
        }

        extendedOn = clock.GetCurrentDate();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TickAsync(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                LogFault(log, fault.GetType().Name, fault.StackTrace);
            }

            await Task.Delay(TimeSpan.FromMinutes(1), stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Facts could not follow the time ({Fault}); tried again in a minute. {Stack}")]
    private static partial void LogFault(ILogger logger, string fault, string? stack);
}

using System.CommandLine;
using System.Text.Json;
using Konnect.BuildingBlocks.Infrastructure.CommandLine;
using Konnect.BuildingBlocks.Infrastructure.Demonstration;
using Konnect.BuildingBlocks.Infrastructure.Messaging;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Infrastructure.Time;
using Konnect.BuildingBlocks.Time;
using Konnect.Host.Demo;
using Konnect.Host.Hosting;
using NodaTime;
using NodaTime.Text;

namespace Konnect.Host.Commands;

/// <summary><c>konnect demo</c>: a whole organisation to look at, in an empty data directory.</summary>
internal static class DemoCommand
{
    private static readonly Option<string?> Urls = new("--urls") { Description = $"Addresses to listen on (default {ServeCommand.DefaultUrl})" };

    public static Command Create()
    {
        var command = new Command("demo", "Fill an empty data directory with a demo organisation and serve it") { Urls };
        command.SetAction((parsed, cancellationToken) => RunAsync(KonnectCommand.Settings(parsed, demonstration: true), ServeCommand.Addresses(parsed.GetValue(Urls)), cancellationToken));
        return command;
    }

    private static Task<int> RunAsync(KonnectSettings settings, string[] urls, CancellationToken cancellationToken)
    {
        var notes = new DemoNotes(settings.DataDirectory);
        var known = notes.Read();
        if (known is null && Directory.Exists(settings.DataDirectory) && Directory.EnumerateFileSystemEntries(settings.DataDirectory).Any())
            throw new SettingsException($"{settings.DataDirectory} is not empty and holds no demonstration. Give an empty directory: konnect demo --data DIRECTORY");
        var day = known?.Day ?? DemoDay.Of(settings.Clock.GetCurrentInstant().InZone(settings.Zone));
        // A demonstration holds nobody's data, and is looked at in a minute.
        var running = settings with { Clock = ClockOf(settings, day), SignIn = settings.SignIn with { SecondFactorRequired = false } };
        return ServeCommand.ServeAsync(running, urls, cancellationToken, async (services, stop) =>
        {
            var lines = known?.Lines ?? await FillAsync(services, day, stop);
            notes.Write(day, lines);
            Console.WriteLine();
            foreach (var line in lines)
                Console.WriteLine(line);
            var now = running.Clock.GetCurrentInstant().InZone(running.Zone);
            Console.WriteLine(FormattableString.Invariant($"In the demonstration it is {now:dddd d MMMM uuuu, HH:mm}."));
            Console.WriteLine();
        });
    }

    private static async Task<IReadOnlyList<string>> FillAsync(IServiceProvider services, DemoDay day, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("konnect-demo-");
        try
        {
            Console.WriteLine("Preparing the demonstration…");
            day.Write(Path.Combine(AppContext.BaseDirectory, "Demo", "regenboog"), directory.FullName);
            var lines = new List<string>();
            await using var scope = services.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentUser>().Become(new SystemUser("Demo"));
            foreach (var part in scope.ServiceProvider.GetServices<IDemonstration>().OrderBy(d => d.Order))
                lines.AddRange(await part.FillAsync(directory.FullName, cancellationToken));
            await services.GetRequiredService<OutboxPump>().DrainAsync(cancellationToken);
            return lines;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>The real clock while it agrees with the demonstration's day; else one that runs from the demonstration's moment on.</summary>
    private static IClock ClockOf(KonnectSettings settings, DemoDay day)
    {
        var now = settings.Clock.GetCurrentInstant();
        var local = now.InZone(settings.Zone);
        if (settings.Clock is FixedClock || (local.Date == day.Today && local.TimeOfDay >= day.Now && DemoDay.Of(local).Now == local.TimeOfDay))
            return settings.Clock;
        return new ShiftedClock(settings.Clock, settings.Zone.At(day.Today, day.Now) - now);
    }

    /// <summary>What a second start of the same demonstration must know: its day, and what to print.</summary>
    private sealed class DemoNotes(string directory)
    {
        private readonly string file = Path.Combine(directory, "demo.json");

        public (DemoDay Day, IReadOnlyList<string> Lines)? Read()
        {
            if (!File.Exists(file) || JsonSerializer.Deserialize<Stored>(File.ReadAllText(file)) is not { } stored)
                return null;
            return (new DemoDay(LocalDatePattern.Iso.Parse(stored.Today).Value, LocalTimePattern.ExtendedIso.Parse(stored.Now).Value), stored.Lines);
        }

        public void Write(DemoDay day, IReadOnlyList<string> lines) =>
            File.WriteAllText(file, JsonSerializer.Serialize(new Stored(LocalDatePattern.Iso.Format(day.Today), LocalTimePattern.ExtendedIso.Format(day.Now), lines)));

        private sealed record Stored(string Today, string Now, IReadOnlyList<string> Lines);
    }
}

using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Identity;
using Konnect.Modules.Access.Invitations;
using Konnect.Modules.Access.Persistence;
using Konnect.Modules.Access.Tablets;
using Konnect.Modules.Attendance.Days;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Benchmarks;

/// <summary>
/// The morning peak of a large organisation on one host: sixty group tablets with an open board that follows every change, two offices on Vandaag, and three hundred
/// guardians. What comes in over twenty minutes comes in one; a second minute takes the same children home.
/// </summary>
internal sealed class LoadBenchmark : Benchmark
{
    private const int Tablets = 60;
    private const int Guardians = 300;
    private const int Offices = 2;
    private const int Taps = 400;
    private const int WarmTaps = 20;
    private const string Pin = "270915";
    private static readonly TimeSpan Peak = TimeSpan.FromMinutes(1);

    // Nobody is there yet on the day after the files end that is a working day.
    private static readonly LocalDateTime Morning = Organisation.Today.PlusDays(3) + new LocalTime(8, 0);

    public override string Name => "load";

    public override async IAsyncEnumerable<Figure> RunAsync(Installation installation)
    {
        var away = (await CheckInBenchmark.AwayAsync(installation, Morning.Date)).ToList();
        var (warm, children) = (away.Take(WarmTaps).ToList(), away.Skip(WarmTaps).Take(Taps).ToList());
        var (tablets, emails) = await PrepareAsync(installation, [.. away.Select(c => c.Group).Distinct().Order()]);
        await using var server = await Server.StartAsync(installation, now: Morning);
        Console.Error.WriteLine($"  {Tablets} tablets, {Guardians} guardians and {Offices} offices sign in…");
        var boards = await EachAsync(tablets, async tablet => new Follower(await EnrolledAsync(server, tablet), $"/groups/{tablet.Group}", $"location/{tablet.Group.Split('-')[0]}/{tablet.Group}"));
        var offices = await EachAsync(Enumerable.Repeat(Installation.Email, Offices), async email => new Follower(await SignedInAsync(server, email), "/", "location"));
        var guardians = await EachAsync(emails, email => SignedInAsync(server, email));
        // Warm: each page on each device, and some children who come and go, so that what is used often is compiled.
        foreach (var follower in boards.Concat(offices))
            await follower.LookAsync();
        foreach (var guardian in guardians)
            await VisitAsync(guardian);
        foreach (var (way, (group, child)) in new[] { "in", "out" }.SelectMany(way => warm.Select(c => (way, c))))
            await boards.Find(b => b.Path == $"/groups/{group}")!.TapAsync(child, way);

        Console.Error.WriteLine("  two minutes of taps…");
        using var stop = new CancellationTokenSource();
        var open = boards.Concat(offices).Select(f => f.FollowAsync(stop.Token)).ToList();
        var (before, there) = (server.OwnMegabytes, await PresentAsync(installation));
        var arrivals = await MinuteAsync(boards, guardians, children, "in");
        var (after, present) = (server.OwnMegabytes, await PresentAsync(installation) - there);
        var departures = await MinuteAsync(boards, guardians, children, "out");
        var later = server.OwnMegabytes;
        await stop.CancelAsync();
        await Task.WhenAll(open);

        var bare = CheckInBenchmark.InsertBare(installation);
        const string bareName = "the bare row, inserted durably";
        List<double> taps = [.. arrivals.Taps, .. departures.Taps], shown = [.. arrivals.Shown, .. departures.Shown], pages = [.. arrivals.Pages, .. departures.Pages], looks = [.. boards.SelectMany(b => b.Looks)];
        yield return new Figure("Peak: a tap acknowledged, median", taps.Percentile(50), "ms", bare, bareName);
        yield return new Figure("Peak: a tap acknowledged, 99th percentile", taps.Percentile(99), "ms", bare, bareName, Goal.AtMost(150));
        yield return new Figure("Peak: a tap until its board is there again, 99th percentile", shown.Percentile(99), "ms", bare, bareName);
        yield return new Figure("Peak: a board that follows a change, 99th percentile", looks.Percentile(99), "ms", bare, bareName);
        yield return new Figure("Peak: a guardian's page, 99th percentile", pages.Percentile(99), "ms", bare, bareName);
        yield return new Figure("Peak: children who came in the first minute", present, "children", arrivals.Taps.Count, "taps acknowledged", Goal.RatioAtLeast(1));
        yield return new Figure("Peak: boards drawn again in two minutes", looks.Count, "boards", taps.Count, "taps acknowledged");
        yield return new Figure("Peak: memory of its own after the second minute", later, "MB", after, "after the first", Goal.RatioAtMost(1.1));
        yield return new Figure("Peak: memory of its own after the first minute", after, "MB", before, "before it");
    }

    /// <summary>Somebody with a PIN on each group, tablets that wait for their device, and accounts of guardians.</summary>
    private static async Task<(List<(string Group, string Code, Guid Account)> Tablets, List<string> Guardians)> PrepareAsync(Installation installation, IReadOnlyList<string> groups)
    {
        await using var scope = installation.Scope();
        var (db, passwords) = (scope.ServiceProvider.GetRequiredService<AccessDbContext>(), scope.ServiceProvider.GetRequiredService<Passwords>());
        var team = new Dictionary<string, Guid>();
        foreach (var group in groups)
        {
            team[group] = (await installation.SendAsync(new AddAccount.Command($"{group}@benchmark.example", null, [Roles.Practitioner], [], [group], Installation.Password))).Id;
            var account = await db.Accounts.SingleAsync(a => a.Id == team[group]);
            db.Pins.Add(new() { AccountId = account.Id, Hash = passwords.Hash(account, Pin), ChosenAt = installation.Clock.GetCurrentInstant() });
        }

        await db.SaveChangesAsync();
        var tablets = new List<(string, string, Guid)>();
        for (var i = 0; i < Tablets; i++)
        {
            var group = groups[i % groups.Count];
            tablets.Add((group, (await installation.SendAsync(new AddTablet.Command(group, $"Tablet {i}"))).Code, team[group]));
        }

        // The code of a tablet lasts ten minutes, and the server's clock stands on another day.
        var soon = Morning.InZoneLeniently(Installation.Zone).ToInstant() + Duration.FromMinutes(10);
        await db.Tablets.ExecuteUpdateAsync(t => t.SetProperty(x => x.CodeUntil, soon));
        var guardians = (await scope.ServiceProvider.GetRequiredService<HolderList>().ListAsync(Invitees.Guardians, CancellationToken.None)).OrderBy(g => g.Email, StringComparer.Ordinal).Take(Guardians).ToList();
        await installation.SendAsync(new InviteHolders.Command(Invitees.Guardians, [.. guardians.Select(g => g.Key)], ByMail: false));
        var emails = guardians.Select(g => g.Email).ToList();
        var accounts = await db.Accounts.Where(a => emails.Contains(a.Email!)).ToListAsync();
        // One slow hash for all: they have the same password.
        var hash = passwords.Hash(accounts[0], Installation.Password);
        accounts.ForEach(a => a.SetPassword(hash));
        await db.SaveChangesAsync();
        return (tablets, emails);
    }

    private static async Task<HttpClient> EnrolledAsync(Server server, (string Group, string Code, Guid Account) tablet)
    {
        var client = server.NewClient();
        await Server.SubmitAsync(client, "/tablet", "enrol", ("Input.Code", tablet.Code));
        await Server.SubmitAsync(client, $"/tablet?person={tablet.Account}", "pin", ("Given.Account", tablet.Account.ToString()), ("Given.Pin", Pin));
        return client;
    }

    /// <summary>One minute: taps and guardians' visits at random moments of it, the same every time.</summary>
    private static async Task<(List<double> Taps, List<double> Shown, List<double> Pages)> MinuteAsync(
        IReadOnlyList<Follower> boards, IReadOnlyList<HttpClient> guardians, IReadOnlyList<(string Group, Guid Child)> children, string way)
    {
        var random = new Random(20261123);
        var (taps, shown, pages, gate) = (new List<double>(), new List<double>(), new List<double>(), new Lock());
        var byPath = boards.ToLookup(b => b.Path);
        var work = new List<Task>();
        foreach (var (group, child) in children)
        {
            var (at, board) = (Peak * random.NextDouble(), byPath[$"/groups/{group}"].ElementAt(random.Next(byPath[$"/groups/{group}"].Count())));
            work.Add(AtAsync(at, async () =>
            {
                var (acknowledged, there) = await board.TapAsync(child, way);
                lock (gate)
                {
                    taps.Add(acknowledged);
                    shown.Add(there);
                }
            }));
        }

        foreach (var guardian in guardians)
        {
            work.Add(AtAsync(Peak * random.NextDouble(), async () =>
            {
                var (children, days) = await VisitAsync(guardian);
                lock (gate)
                    pages.AddRange([children, days]);
            }));
        }

        await Task.WhenAll(work);
        return (taps, shown, pages);
    }

    private static async Task AtAsync(TimeSpan moment, Func<Task> work)
    {
        await Task.Delay(moment);
        await work();
    }

    private static async Task<(double Milliseconds, string Page)> TimeAsync(HttpClient client, string path)
    {
        var started = Stopwatch.GetTimestamp();
        var page = await client.GetStringAsync(path);
        return (Stopwatch.GetElapsedTime(started).TotalMilliseconds, page);
    }

    /// <summary>A guardian opens the own children and the days of the first; in ms.</summary>
    private static async Task<(double Children, double Days)> VisitAsync(HttpClient guardian)
    {
        var (first, page) = await TimeAsync(guardian, "/my-children");
        return (first, (await TimeAsync(guardian, Regex.Match(page, "/my-children/[^\"/]+/days").Value)).Milliseconds);
    }

    private static async Task<List<T>> EachAsync<TFrom, T>(IEnumerable<TFrom> of, Func<TFrom, Task<T>> make)
    {
        var made = new List<T>();
        foreach (var one in of)
            made.Add(await make(one));
        return made;
    }

    private static async Task<HttpClient> SignedInAsync(Server server, string email)
    {
        var client = server.NewClient();
        await Server.SignInAsync(client, email);
        return client;
    }

    private static async Task<int> PresentAsync(Installation installation)
    {
        await using var scope = installation.Scope();
        var days = scope.ServiceProvider.GetRequiredService<LocationDays>();
        var present = 0;
        foreach (var location in await days.LocationsAsync(CancellationToken.None))
            present += (await days.LoadAsync(location, Morning.Date, CancellationToken.None)).Children.Count;
        return present;
    }

    /// <summary>A page that stands open and looks again whenever its topic changed, one look at a time.</summary>
    private sealed class Follower(HttpClient client, string path, string topic)
    {
        private string proof = "";

        /// <summary>The page.</summary>
        public string Path => path;

        /// <summary>How long each look took that followed a change, in ms.</summary>
        public List<double> Looks { get; } = [];

        /// <summary>Opens the page.</summary>
        public async Task LookAsync() => proof = Server.ProofIn(await client.GetStringAsync(path));

        /// <summary>Follows until it is stopped.</summary>
        public async Task FollowAsync(CancellationToken stop)
        {
            try
            {
                await using var stream = await client.GetStreamAsync($"/live?topic={Uri.EscapeDataString(topic)}", stop);
                using var reader = new StreamReader(stream);
                var changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
                var look = LookAgainAsync(changed.Reader, stop);
                while (await reader.ReadLineAsync(stop) is { } line)
                {
                    if (line == "event: changed")
                        changed.Writer.TryWrite(true);
                }

                await look;
            }
            catch (OperationCanceledException)
            {
                // Its two minutes are over.
            }
        }

        /// <summary>A child comes or goes by one tap; how long until that is acknowledged, and until the board is there again, in ms.</summary>
        public async Task<(double Acknowledged, double Shown)> TapAsync(Guid child, string way)
        {
            var started = Stopwatch.GetTimestamp();
            using (var answer = await Server.PostAsync(client, way == "in" ? path : $"{path}?select=1", "tap", proof, ("Input.RequestId", Guid.NewGuid().ToString()), ("Input.Several", way), ("Input.Children", child.ToString())))
            {
                if (answer.StatusCode != HttpStatusCode.Found)
                    throw new InvalidOperationException($"A tap answered {(int)answer.StatusCode}.");
            }

            var acknowledged = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            await client.GetByteArrayAsync(path);
            return (acknowledged, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        private async Task LookAgainAsync(ChannelReader<bool> changed, CancellationToken stop)
        {
            await foreach (var _ in changed.ReadAllAsync(stop))
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Konnect-Swap", "main" } } };
                var started = Stopwatch.GetTimestamp();
                using var answer = await client.SendAsync(request, stop);
                await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(stop);
                Looks.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }
    }
}

using System.Diagnostics;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Attendance.DailyAttendance;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Benchmarks;

/// <summary>What a line of the audit trail adds to a check-in, and the search page over a million lines.</summary>
internal sealed class TrailBenchmark : Benchmark
{
    private const string Administrator = "administrator@benchmark.example";
    private const int Lines = 1_000_000;

    // Lines of a year, 2,740 a day, by 60 users from 200 addresses about 900 persons; one in 40 is refused. Their links are not genuine: no search looks at them.
    private const string Fill = """
        WITH RECURSIVE numbers(i) AS (SELECT @from UNION ALL SELECT i + 1 FROM numbers WHERE i < @to)
        INSERT INTO audit_entries (number, at, kind, user_id, user_name, address, device, outcome, outline, hash)
        SELECT i, @start + (i - @from) * 31536000000000 / (@to - @from), CASE i % 4 WHEN 0 THEN 'children.get-child-file' WHEN 1 THEN 'access.sign-in' ELSE 'attendance.check-in-children' END,
            printf('00000000-0000-4000-8000-%012X', i % 60), 'User ' || (i % 60), '10.0.' || (i / 7 % 2) || '.' || (i % 100), 'Chrome, Android', CASE WHEN i % 40 = 1 THEN 'access.sign-in-failed' ELSE '' END, '', randomblob(32)
        FROM numbers
        """;

    private const string FillRecords = """
        WITH RECURSIVE numbers(i) AS (SELECT @from UNION ALL SELECT i + 1 FROM numbers WHERE i < @to)
        INSERT INTO audit_records (entry_number, place, act, subject_kind, subject_key, record, record_key, fields, sealed_values)
        SELECT i, 0, 'Added', 'child', 'K' || (i * 7919 % 900), 'ChildPresence', 'x', 'ArrivedAt,GroupCode', randomblob(120) FROM numbers
        """;

    public override string Name => "trail";

    public override async IAsyncEnumerable<Figure> RunAsync(Installation installation)
    {
        foreach (var figure in await AppendAsync(installation, "an empty trail"))
            yield return figure;
        await FillAsync(installation);
        foreach (var figure in await AppendAsync(installation, "a million lines"))
            yield return figure;

        await using var server = await Server.StartAsync(installation);
        await installation.SendAsync(new AddAccount.Command(Administrator, null, [Roles.Administrator], [], [], Installation.Password));
        await server.SignInAsync(Administrator);
        var empty = await Samples.MedianAsync(200, 200, () => server.GetAsync("/health/live"));
        foreach (var (name, query) in new[]
        {
            ("newest", ""), ("a month", "?from=2026-03-01&until=2026-03-31"), ("a user", "?by=00000000-0000-4000-8000-00000000000B"), ("a person", "?about=K17"), ("an address", "?address=10.0.1.42"),
            ("refused", "?outcome=refused"), ("a person, a user and a month", "?about=K17&by=00000000-0000-4000-8000-00000000000B&from=2026-03-01&until=2026-03-31"), ("nobody", "?about=nobody-at-all"),
        })
        {
            var took = await Samples.MedianAsync(60, 40, () => server.GetAsync("/trail" + query));
            yield return new Figure($"Trail of a million lines, {name}", took, "ms", empty, "an answer without content", Goal.AtMost(50));
        }
    }

    /// <summary>One line in a transaction of its own without its commit, beside a whole check-in.</summary>
    private static async Task<IReadOnlyList<Figure>> AppendAsync(Installation installation, string on)
    {
        var (append, tap) = (new List<double>(), new List<double>());
        for (var i = 0; i < 200; i++)
        {
            await using var scope = installation.Scope();
            var session = scope.ServiceProvider.GetRequiredService<DatabaseSession>();
            await session.BeginAsync(CancellationToken.None);
            var trail = scope.ServiceProvider.GetRequiredService<ITrail>();
            var told = new TrailEvent(installation.Clock.Now, "attendance.check-in-children", Guid.NewGuid(), "Sanne Jansen", "10.0.0.7", "Chrome, Android", "", "",
                [new(TrailAct.Added, "child", Guid.NewGuid().ToString(), "ChildPresence", Guid.NewGuid().ToString(), [new("ArrivedAt", null, "2026-11-20T09:00:00Z"), new("GroupCode", null, "L1-A")])]);
            var started = Stopwatch.GetTimestamp();
            await trail.AppendAsync([told], CancellationToken.None);
            append.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await session.RollbackAsync();
        }

        foreach (var (group, child) in (await CheckInBenchmark.AwayAsync(installation, Organisation.Today)).Take(60))
        {
            var started = Stopwatch.GetTimestamp();
            await installation.SendAsync(new CheckInChildren.Command { RequestId = Guid.CreateVersion7(), GroupCode = group, ChildIds = [child] });
            tap.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await installation.DrainAsync();
        }

        return [new Figure($"A line appended to {on}", append[50..].Median(), "ms", tap[15..].Median(), "a check-in acknowledged, with its line", Goal.RatioAtMost(0.1))];
    }

    private static async Task FillAsync(Installation installation)
    {
        Console.Error.WriteLine("filling the trail up to 1,000,000 lines…");
        await using var connection = await installation.ConnectAsync();
        await using var count = connection.CreateCommand();
        count.CommandText = "SELECT coalesce(max(number), 0) FROM audit_entries";
        var last = Convert.ToInt64(await count.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture);
        foreach (var sql in new[] { Fill, FillRecords })
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // only the constants above
            command.CommandText = sql;
#pragma warning restore CA2100
            command.CommandTimeout = 0;
            foreach (var (name, value) in new[] { ("from", last + 1), ("to", last + Lines), ("start", (installation.Clock.Now - Duration.FromDays(365)).ToUnixTimeTicks() / 10) })
            {
                var parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }

            await command.ExecuteNonQueryAsync();
        }
    }
}

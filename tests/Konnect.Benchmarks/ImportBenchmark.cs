using System.Diagnostics;

namespace Konnect.Benchmarks;

/// <summary>The whole import of the organisation, beside the bare insertion of the same lines as text.</summary>
internal sealed class ImportBenchmark : Benchmark
{
    public override string Name => "import";

    public override async IAsyncEnumerable<Figure> RunAsync(Installation installation)
    {
        if (installation.ImportTook is not { } took)
            yield break;
        var bare = await Task.Run(() => InsertBare(installation));
        yield return new Figure("Import of 3 locations and 3 years", installation.Rows / took.TotalSeconds, "rows/s", installation.Rows / bare.TotalSeconds, "split and inserted as text, one transaction", Goal.AtLeast(20_000));
    }

    private static TimeSpan InsertBare(Installation installation)
    {
        var started = Stopwatch.GetTimestamp();
        using var connection = Installation.Connect(installation.NewFile("bare-import.db"));
        using var transaction = connection.BeginTransaction();
        foreach (var file in Directory.EnumerateFiles(installation.ExchangeDirectory, "*.csv"))
        {
            using var lines = File.ReadLines(file).GetEnumerator();
            lines.MoveNext();
            var columns = lines.Current.Split(',');
            using var command = connection.CreateCommand();
            var table = Path.GetFileNameWithoutExtension(file);
            command.CommandText = $"CREATE TABLE {table} ({string.Join(", ", columns)})";
            command.ExecuteNonQuery();
            command.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", columns.Select((_, i) => $"@{i}"))})";
            var parameters = columns.Select((_, i) => command.Parameters.AddWithValue($"@{i}", "")).ToList();
            while (lines.MoveNext())
            {
                var cells = lines.Current.Split(',');
                for (var i = 0; i < cells.Length; i++)
                    parameters[i].Value = cells[i];
                command.ExecuteNonQuery();
            }
        }

        transaction.Commit();
        return Stopwatch.GetElapsedTime(started);
    }
}

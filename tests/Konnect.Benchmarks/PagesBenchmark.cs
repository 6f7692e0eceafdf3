namespace Konnect.Benchmarks;

/// <summary>The pages that are open all day, from request to last byte over loopback, beside an answer of the same server without content.</summary>
internal sealed class PagesBenchmark : Benchmark
{
    public override string Name => "pages";

    public override async IAsyncEnumerable<Figure> RunAsync(Installation installation)
    {
        await using var server = await Server.StartAsync(installation);
        await server.SignInAsync();
        var (frame, empty) = (await server.GetAsync("/profile"), await Samples.MedianAsync(200, 200, () => server.GetAsync("/health/live")));
        foreach (var (name, path) in new[] { ("Vandaag", "/"), ("Group board", "/groups/L2-VLI"), ("Ratio of a day", "/ratio/group/L2-VLI"), ("Children", "/children") })
        {
            // Open all day: measured once the runtime has compiled what is used often.
            var took = await Samples.MedianAsync(400, 100, () => server.GetAsync(path));
            var size = await server.GetAsync(path);
            yield return new Figure($"{name}, median", took, "ms", empty, "an answer without content", Goal.AtMost(20));
            yield return new Figure($"{name}, size", size / 1024.0, "KB", frame / 1024.0, "the profile page", Goal.AtMost(60));
        }
    }
}

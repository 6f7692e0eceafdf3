using System.Runtime.CompilerServices;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Host.Tests.Reporting;

/// <summary>What the page on the feed's pipeline shows of one query is what the pipeline makes of it.</summary>
[Collection(ReportingCollection.Name)]
public sealed class WalkThroughTests(ReportingHost host)
{
    private const string Query = "?$apply=filter(Count in (1,2,3) AND NOT Flag)/groupby((Place/Name),aggregate(Minutes with sum as Total))&$orderby=Total desc&$top=@n&@n=2";

    [Fact]
    public async Task The_page_shows_what_happens()
    {
        var page = await File.ReadAllTextAsync(Page());
        var scanned = RequestScanner.Scan("Readings", Query);
        page.ShouldContain(Query);
        foreach (var (name, text) in scanned.Options)
            page.ShouldContain($"{name} = {text}");
        if (!ReportingHost.UsePostgres)
        {
            var model = ReportingModel.Build([new Readings(), new Sites()], ApiScopeKind.Bi);
            var plan = (ReadSet)RequestBinder.Bind(model, RequestParser.Parse(model.Edm, scanned));
            await host.InDatabaseAsync(db =>
            {
                var query = new QueryTranslator(new TestClock(ReportingHost.Now)).Translate(plan, db, new(Guid.Empty, ApiScopeKind.Bi, ["a", "b"]), null);
                using var command = query.Page.CreateDbCommand();
                page.ShouldContain(command.CommandText);
                return Task.CompletedTask;
            });
        }

        var answer = await (await host.GetAsync($"Readings{Query}", TestTokens.AAndB)).Content.ReadAsStringAsync();
        page.ShouldContain(answer[(answer.IndexOf(",\"value\"", StringComparison.Ordinal) + 1)..^1]);
    }

    private static string Page([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/odata-pipeline.md"));
}

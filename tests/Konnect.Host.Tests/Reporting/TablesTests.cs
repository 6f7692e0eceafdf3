using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Host.Tests.Reporting;

/// <summary>The feed reads the very tables that modules write, although it knows them through a model of its own.</summary>
public sealed class TablesTests
{
    [Fact]
    public async Task The_tables_of_the_feed_are_those_of_the_modules()
    {
        await using var host = await KonnectHost.CreateAsync();
        await host.InScopeAsync(services =>
        {
            var feed = Columns(services.GetRequiredService<ReportingTables>().Context);
            var modules = services.GetServices<ModuleContext>().SelectMany(m => Columns((DbContext)services.GetRequiredService(m.Type))).ToHashSet();
            feed.ShouldNotBeEmpty();
            feed.ShouldBeSubsetOf(modules);
            foreach (var table in (string[])["locations", "groups", "placements", "child_attendance", "ratio_segments", "occupancy"])
                feed.ShouldContain(c => c.Contains(table, StringComparison.Ordinal), table);
            return Task.FromResult(true);
        });
    }

    private static HashSet<string> Columns(DbContext context) =>
        [.. from entity in context.Model.GetEntityTypes()
            from property in entity.GetProperties()
            select $"{entity.GetSchemaQualifiedTableName()}.{property.GetColumnName()} {property.GetColumnType()} {property.GetValueConverter()?.GetType().Name ?? property.FindTypeMapping()?.Converter?.GetType().Name}"];
}

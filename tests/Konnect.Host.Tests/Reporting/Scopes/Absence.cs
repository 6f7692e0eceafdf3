using System.Net;
using System.Text.Json;
using Microsoft.OData.Edm;

namespace Konnect.Host.Tests.Reporting.Scopes;

/// <summary>Asks for the sets and columns that exist for one kind of token as a token for which they do not: no address and no option knows them.</summary>
internal sealed class Absence(Matrix matrix, Reader reader)
{
    /// <summary>Asks for all that another reader has and this one has not; gives how much that is.</summary>
    public async Task<int> CheckAsync(Reader other)
    {
        var (own, more) = (await matrix.ModelAsync(reader), await matrix.ModelAsync(other));
        var sight = await matrix.SightAsync(reader, reader);
        var missing = 0;
        foreach (var set in more.EntityContainer.EntitySets())
        {
            if (own.FindDeclaredEntitySet(set.Name) is not { } known)
            {
                missing++;
                await SetAsync(own, more, set.Name);
                continue;
            }

            foreach (var column in set.EntityType.StructuralProperties().Select(p => p.Name).Where(c => known.EntityType.FindProperty(c) is null))
            {
                missing++;
                await ColumnAsync(known, column, sight, other);
            }
        }

        return missing;
    }

    private async Task SetAsync(IEdmModel own, IEdmModel more, string set)
    {
        foreach (var shape in (string[])["", "/$count", "('x')", "('x')/Name", "?$filter=true", "?$apply=aggregate($count as N)", "?$format=csv", "?$search=x", "?$top=0&$count=true"])
            await StatusAsync(set + shape, HttpStatusCode.NotFound);
        (await matrix.TextAsync("$metadata", reader)).ShouldNotContain($"\"{set}\"");
        (await matrix.TextAsync("", reader)).ShouldNotContain($"\"{set}\"");

        // Ways that lead there from sets that both have.
        foreach (var (from, way) in more.EntityContainer.EntitySets().SelectMany(s => s.NavigationPropertyBindings.Where(b => b.Target.Name == set).Select(b => (s.Name, b.NavigationProperty.Name))))
        {
            if (own.FindDeclaredEntitySet(from) is null)
                continue;
            foreach (var option in (string[])[$"$expand={way}", $"$filter={way}/any()", $"$filter={way}/$count gt 0", $"$orderby={way}/$count", $"$compute={way}/$count as N", $"$apply=filter({way}/any())/aggregate($count as N)"])
                await StatusAsync($"{from}?{option}", HttpStatusCode.BadRequest);
        }
    }

    private async Task ColumnAsync(IEdmEntitySet set, string column, Sight sight, Reader other)
    {
        foreach (var option in Options(column))
            await StatusAsync($"{set.Name}?{option}", HttpStatusCode.BadRequest);
        await StatusAsync($"{set.Name}/$count?$filter={column} ne null", HttpStatusCode.BadRequest);
        (await matrix.TextAsync($"{set.Name}?$top=0&$format=csv", reader)).TrimStart('\ufeff').TrimEnd().Split(',').ShouldBe(set.EntityType.StructuralProperties().Select(p => p.Name));
        foreach (var row in sight.Set(set.Name).Rows.Take(2))
        {
            row.Values.Keys.ShouldNotContain(column);
            await StatusAsync($"{sight.Set(set.Name).AddressOf(row)}/{column}", HttpStatusCode.NotFound);
            await StatusAsync($"{sight.Set(set.Name).AddressOf(row)}/{column}/$value", HttpStatusCode.NotFound);
            await StatusAsync($"{sight.Set(set.Name).AddressOf(row)}?$select={column}", HttpStatusCode.BadRequest);
        }

        foreach (var (from, way) in sight.Sets.SelectMany(s => s.Ways.Where(w => w.To == set.Name).Select(w => (s.Name, w))))
        {
            foreach (var option in way.Many ? (string[])[$"$filter={way.Name}/any(x:x/{column} ne null)", $"$filter={way.Name}/all(x:x/{column} eq null)", .. Options(column).Where(IsForExpand).Select(o => $"$expand={way.Name}({o})")] : [.. Options($"{way.Name}/{column}")])
                await StatusAsync($"{from}?{option}", HttpStatusCode.BadRequest);
        }

        // A search for what stands in the column finds no more than one for what stands nowhere, there and behind every way.
        foreach (var value in (await ValuesAsync(set.Name, column, other)).Take(3))
        {
            var search = $"$search={Uri.EscapeDataString($"\"{value}\"")}";
            (await matrix.TextAsync($"{set.Name}/$count?{search}", reader)).ShouldBe("0", $"{set.Name}?{search}");
            foreach (var (from, way) in sight.Sets.SelectMany(s => s.Ways.Where(w => w.Many && w.To == set.Name).Select(w => (s.Name, w.Name))))
            {
                var found = JsonDocument.Parse(await matrix.TextAsync($"{from}?$expand={way}({search})", reader)).RootElement.GetProperty("value");
                found.EnumerateArray().ShouldAllBe(r => r.GetProperty(way).GetArrayLength() == 0);
            }
        }
    }

    private async Task<IEnumerable<string>> ValuesAsync(string set, string column, Reader other) =>
        JsonDocument.Parse(await matrix.TextAsync($"{set}?$select={column}", other)).RootElement.GetProperty("value").EnumerateArray()
            .Select(r => r.GetProperty(column)).Where(v => v.ValueKind == JsonValueKind.String).Select(v => v.GetString()!).Distinct();

    private static bool IsForExpand(string option) => !option.StartsWith("$apply", StringComparison.Ordinal);

    private static string[] Options(string column) =>
    [
        $"$select={column}", $"$filter={column} eq null", $"$filter=contains({column},'a')", $"$filter={column} in ('a','b')", $"$filter=length({column}) gt 0", $"$filter=not ({column} ne null)",
        $"$orderby={column}", $"$orderby={column} desc", $"$compute={column} as X", $"$compute=concat({column},'') as X",
        $"$apply=aggregate({column} with max as X)", $"$apply=aggregate({column} with countdistinct as X)", $"$apply=groupby(({column}))", $"$apply=groupby(({column}),aggregate($count as N))",
        $"$apply=filter({column} ne null)", $"$apply=compute({column} as X)", $"$apply=compute(length({column}) as X)/aggregate(X with sum as S)",
    ];

    private async Task StatusAsync(string address, HttpStatusCode status)
    {
        using var response = await matrix.GetAsync(address, reader);
        response.StatusCode.ShouldBe(status, $"{reader.Name}: {address}\n{await response.Content.ReadAsStringAsync()}");
    }
}

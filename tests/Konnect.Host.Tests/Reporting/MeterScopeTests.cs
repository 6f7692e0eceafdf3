using Konnect.BuildingBlocks.Security;
using Konnect.Host.Tests.Reporting.Scopes;

namespace Konnect.Host.Tests.Reporting;

/// <summary>Every shape of request over the meters, by every sort of token: no row and no column that a token may not see shows or can be inferred.</summary>
[Collection(ReportingCollection.Name)]
public sealed class MeterScopeTests(ReportingHost host) : IDisposable
{
    private static readonly Reader All = new("all", TestTokens.Bi, ApiScopeKind.Bi);
    private static readonly Reader Administrator = new("administrator", TestTokens.Admin, ApiScopeKind.Admin);
    private static readonly Reader AllWithNames = new("inspection of all", TestTokens.InspectionOfAll, ApiScopeKind.Inspection);

    private static readonly Reader[] Readers =
    [
        All, Administrator, AllWithNames,
        new("site a", TestTokens.OnlyA, ApiScopeKind.Bi, ["a"]),
        new("nowhere", TestTokens.Nowhere, ApiScopeKind.Bi, []),
        new("some days", TestTokens.March, ApiScopeKind.Bi, null, TestTokens.From, TestTokens.To),
        new("inspection", TestTokens.Inspection, ApiScopeKind.Inspection, ["a"], TestTokens.From, TestTokens.To),
        new("administrator of a", TestTokens.AdminOfA, ApiScopeKind.Admin, ["a"]),
    ];

    private readonly Matrix matrix = new(new Uri(host.Root), [new("Readings", "Site", "Day"), new("Tariffs", "Site", "StartDate", "EndDate"), new("Sites", "Code"), new("Secrets", null)], ["a", "b", "c/d"]);

    public static TheoryData<string> Names => [.. Readers.Select(r => r.Name)];

    public void Dispose() => matrix.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_token_gets_its_rows_and_no_others_in_every_shape(string name)
    {
        var reader = Readers.Single(r => r.Name == name);
        (await matrix.CheckAsync(reader, reader.Kind switch { ApiScopeKind.Bi => All, ApiScopeKind.Admin => Administrator, _ => AllWithNames })).ShouldBeGreaterThan(40);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task What_is_for_others_does_not_exist_in_any_shape(string name)
    {
        var reader = Readers.Single(r => r.Name == name);
        foreach (var other in (Reader[])[All, Administrator, AllWithNames])
            await new Absence(matrix, reader).CheckAsync(other);
    }
}

using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Konnect.Host.Tests.Reporting.Scopes;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Host.Tests;

/// <summary>
/// Every set of the product in every shape of request, by tokens as the office makes them: for one location, for some days, for an inspection, for
/// administrators. No row of another location or day and no name shows or can be inferred.
/// </summary>
public sealed class ProductScopeTests(ProductScopeTests.Organisation organisation) : IClassFixture<ProductScopeTests.Organisation>
{
    private static readonly LocalDate From = new(2026, 11, 17);
    private static readonly LocalDate To = new(2026, 11, 18);

    /// <summary>Tokens that something is hidden from.</summary>
    public static TheoryData<string> Names => [.. Organisation.Readers.Where(r => r.Locations?.Length == 1 || (r.From is not null && r.Kind == ApiScopeKind.Bi)).Select(r => r.Name)];

    [Fact]
    public async Task Every_set_has_rows_on_both_sides_of_each_limit()
    {
        foreach (var name in (string[])["location L1", "location L2", "some days"])
        {
            var sight = await organisation.Matrix.SightAsync(organisation.Reader(name), organisation.Reader("all"));
            sight.Sets.ShouldAllBe(s => s.Rows.Count > 0);
            sight.Sets.Where(s => name.StartsWith("location", StringComparison.Ordinal) || s.Belongs.From is not null).ShouldAllBe(s => s.Hidden.Count > 0);
        }

        organisation.Sets.ShouldBe(Organisation.Belongings.Select(b => b.Set).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_token_gets_its_rows_and_no_others_in_every_shape(string name)
    {
        var reader = organisation.Reader(name);
        var unlimited = reader.Kind switch { ApiScopeKind.Bi => "all", ApiScopeKind.Admin => "administrator", _ => "inspection of all" };
        (await organisation.Matrix.CheckAsync(reader, organisation.Reader(unlimited))).ShouldBeGreaterThan(100);
    }

    [Theory]
    [InlineData("all", "inspection of all", 4)]
    [InlineData("location L1", "inspection of all", 4)]
    [InlineData("administrator", "inspection of all", 4)]
    [InlineData("inspection", "all", 4)]
    [InlineData("all", "administrator", 1)]
    [InlineData("inspection", "administrator", 5)]
    public async Task What_is_for_others_does_not_exist_in_any_shape(string name, string other, int missing) =>
        (await new Absence(organisation.Matrix, organisation.Reader(name)).CheckAsync(organisation.Reader(other))).ShouldBe(missing);

    /// <summary>The sample organisation with presences at both of its locations, served, and a token of each sort.</summary>
    public sealed class Organisation : IAsyncLifetime
    {
        internal static readonly Belonging[] Belongings =
        [
            new("Locations", "Code"), new("Groups", "LocationCode"), new("Placements", "LocationCode", "StartDate", "EndDate"), new("ChildAttendance", "LocationCode", "Date"), new("StaffAttendance", "LocationCode", "Date"),
            new("Absences", "LocationCode", "Date"), new("PlannedAttendance", "LocationCode", "Date"), new("RatioSegments", "LocationCode", "Date"), new("RatioDays", "LocationCode", "Date"), new("Occupancy", "LocationCode", "Date"), new("AuditEvents", null),
        ];

        /// <summary>The tokens without their secrets.</summary>
        internal static readonly Reader[] Readers =
        [
            new("all", "", ApiScopeKind.Bi),
            new("location L1", "", ApiScopeKind.Bi, ["L1"]),
            new("location L2", "", ApiScopeKind.Bi, ["L2"]),
            new("some days", "", ApiScopeKind.Bi, null, ProductScopeTests.From, ProductScopeTests.To),
            new("since a day", "", ApiScopeKind.Bi, null, ProductScopeTests.To),
            new("no day at all", "", ApiScopeKind.Bi, null, new(2020, 1, 1), new(2020, 1, 2)),
            new("inspection of all", "", ApiScopeKind.Inspection, ["L1", "L2"], new(2000, 1, 1), new(2100, 1, 1)),
            new("inspection", "", ApiScopeKind.Inspection, ["L1"], ProductScopeTests.From, ProductScopeTests.To),
            new("administrator", "", ApiScopeKind.Admin),
            new("administrator of L2", "", ApiScopeKind.Admin, ["L2"]),
        ];

        private readonly Dictionary<string, Reader> made = [];
        private KonnectHost host = null!;

        internal Matrix Matrix { get; private set; } = null!;

        /// <summary>The names of the sets that the product declares.</summary>
        public IEnumerable<string> Sets => host.Services.GetServices<IReportingSet>().Select(s => s.Name).Order(StringComparer.Ordinal);

        internal Reader Reader(string name) => made[name];

        public async Task InitializeAsync()
        {
            host = await KonnectHost.ServeAsync();
            string[] days = ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19"];
            await SampleOrganisation.LoadAsync(
                host,
                ("attendance.csv", $"""
                child_number,group_code,date,arrived,departed
                {string.Join('\n', days.SelectMany(day => (string[])[$"K4,L1-A,{day},08:00,12:00", $"K7,L1-B,{day},08:30,17:00", $"K20,L2-A,{day},09:00,16:00"]))}
                """),
                ("staff_attendance.csv", $"""
                staff_number,group_code,date,arrived,departed
                {string.Join('\n', days.SelectMany(day => (string[])[$"S1,L1-A,{day},07:30,17:00", $"S2,L2-A,{day},08:00,17:00"]))}
                """),
                ("absences.csv", """
                child_number,from_date,to_date,reason,reported_at
                K5,2026-11-16,2026-11-19,holiday,2026-11-01 10:00
                K20,2026-11-20,2026-11-20,sick,2026-11-19 10:00
                """),
                ("placements.csv", """
                number,child_number,group_code,product,start_date,end_date
                P4,K4,L1-A,Heel jaar,2026-09-01,
                P5,K5,L1-A,,2026-11-10,
                P6,K6,L1-A,,2026-11-19,
                P7,K7,L1-B,,2026-09-01,2026-11-16
                P8,K8,L1-B,,2026-09-01,2026-11-17
                P20,K20,L2-A,Schoolweken,2026-09-01,
                """),
                ("placement_days.csv", """
                placement_number,weekday,start_time,end_time
                P4,1,08:00,17:00
                P4,2,08:00,17:00
                P5,1,08:00,17:00
                P5,2,08:00,17:00
                P5,3,08:00,17:00
                P6,4,08:00,17:00
                P7,1,08:00,17:00
                P8,2,08:00,17:00
                P20,2,08:00,17:00
                P20,5,08:00,17:00
                """));
            await Office.SettledAsync(host);
            var visitors = await Office.SignInAsync(host, "office", "administrator");
            foreach (var reader in Readers)
                made[reader.Name] = reader with { Token = await visitors[reader.Kind == ApiScopeKind.Admin ? 1 : 0].MakeTokenAsync(reader) };
            foreach (var visitor in visitors)
                visitor.Dispose();
            Matrix = new(new Uri(host.Address, "odata/v1/"), Belongings, ["L1", "L2"]);
        }

        public async Task DisposeAsync()
        {
            Matrix.Dispose();
            await host.DisposeAsync();
        }
    }
}

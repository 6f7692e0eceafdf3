using System.Data.Common;
using System.Text;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mono.Cecil;
using NodaTime;

namespace Konnect.ArchitectureTests;

/// <summary>What the rooms of the house may touch: domain, time, the database's language.</summary>
public sealed class RoomTests
{
    private static readonly Type[] Clocks = [typeof(IClock), typeof(ZonedClock), typeof(SystemClock), typeof(TimeProvider)];

    /// <summary>Members that read the machine's clock or zone.</summary>
    private static readonly string[] MachineTime =
    [
        "System.DateTime::get_Now", "System.DateTime::get_UtcNow", "System.DateTime::get_Today", "System.DateTimeOffset::get_Now", "System.DateTimeOffset::get_UtcNow",
        "System.TimeProvider::get_System", "System.TimeZoneInfo::get_Local", "NodaTime.SystemClock::get_Instance", "NodaTime.DateTimeZoneProviders::get_Bcl",
        "NodaTime.IDateTimeZoneProvider::GetSystemDefault",
    ];

    private static readonly string[] SqlMethods = ["FromSql", "FromSqlRaw", "FromSqlInterpolated", "SqlQuery", "SqlQueryRaw", "ExecuteSql", "ExecuteSqlRaw", "ExecuteSqlInterpolated", "ExecuteSqlAsync", "ExecuteSqlRawAsync", "ExecuteSqlInterpolatedAsync", "GetDbConnection"];

    /// <summary>What a column of a report can hold.</summary>
    private static readonly Type[] Flat = [typeof(string), typeof(int), typeof(long), typeof(double), typeof(bool), typeof(Guid), typeof(LocalDate), typeof(LocalTime), typeof(Instant)];

    [Fact]
    public void The_domain_is_pure() => Decision.UseCases.Forbids(
        product => product.Types.Where(t => t.Place is { Layer: Layer.Module, Room: "Domain" }),
        (_, type) => from used in type.Uses() where !IsPure(type, used) select $"{type.Said} uses {used.Said}",
        planted:
        [
            "Sinful.Domain.Impure uses Konnect.BuildingBlocks.Infrastructure.Persistence.ModuleDbContext",
            "Sinful.Domain.Impure uses Microsoft.EntityFrameworkCore.DbContext",
            "Sinful.Domain.Impure uses NodaTime.IClock",
            "Sinful.Domain.Upstart uses Sinful.Sins.Virtuous.Query",
        ]);

    [Fact]
    public void Nobody_reads_the_clock_of_the_machine() => Decision.Time.Forbids(
        product => product.Types.Where(t => t.Place is not { Layer: Layer.Host } and not { Layer: Layer.Infrastructure, Room: "Time" }),
        (_, type) => from method in type.Methods
                     from call in method.Calls()
                     let name = $"{call.DeclaringType.FullName}::{call.Name}"
                     where MachineTime.Contains(name)
                     select $"{type.Said} reads {name}",
        planted: ["Sinful.Reach.Hurried reads System.DateTime::get_UtcNow", "Sinful.Reach.Hurried reads System.DateTimeOffset::get_Now"]);

    [Fact]
    public void Modules_write_no_raw_sql() => Decision.Databases.Forbids(
        product => product.Types.Where(t => t.Place.Layer is Layer.Module or Layer.Host),
        (_, type) => type.Methods.SelectMany(m => m.Calls()).Where(WritesSql).Select(call => $"{type.Said} calls {call.Name}")
            .Concat(type.Uses().Where(u => u.Resolve() is { } used && (u.Is(typeof(DbCommand)) || used.DerivesFrom(typeof(DbCommand)))).Select(u => $"{type.Said} uses {u.Said}")),
        planted: ["Sinful.Reach.Speller calls ExecuteSqlRawAsync", "Sinful.Reach.Speller calls GetDbConnection", "Sinful.Reach.Speller uses System.Data.Common.DbCommand"]);

    [Fact]
    public void Files_of_the_exchange_stand_in_their_room() => Decision.Exchange.Forbids(
        product => product.Types.Where(t => t.DerivesFrom(typeof(ExchangeFile)) && t.Place.Layer == Layer.Module),
        (_, type) => type.Place.Room == "Exchange" ? [] : [$"{type.Said} is a file of the exchange in {type.Place.Room}"],
        planted: ["Sinful.Reach.StrayFile is a file of the exchange in Reach"]);

    [Fact]
    public void A_reporting_set_stands_in_its_room_and_its_rows_are_flat() => Decision.Reporting.Forbids(
        product => product.Types.Where(t => t.DerivesFrom(typeof(ReportingSet<>)) && t.Place.Layer == Layer.Module),
        (_, type) => (type.Place.Room == "Reporting" ? [] : new[] { $"{type.Said} is a reporting set in {type.Place.Room}" })
            .Concat(from column in ((GenericInstanceType)type.BaseType).GenericArguments[0].Resolve().Properties
                    where column.Name != "EqualityContract" && !IsFlat(column.PropertyType)
                    select $"{column.DeclaringType.Said}.{column.Name} is {column.PropertyType.Name}"),
        planted: ["Sinful.Reach.StraySet is a reporting set in Reach", "Sinful.Reach.StraySet.Row.Room is Room"]);

    [Theory]
    [InlineData(ApiScopeKind.Bi)]
    [InlineData(ApiScopeKind.Inspection)]
    [InlineData(ApiScopeKind.Admin)]
    public void What_the_feed_offers_a_token_is_approved(ApiScopeKind kind) => Decision.Reporting.Approves(
        $"Metadata.{kind}", Encoding.UTF8.GetString(Product.Built.Services.GetRequiredService<ReportingModels>().For(kind)!.Metadata) + "\n");

    /// <summary>The base library, NodaTime's values, results and declarations, and the domain itself. The user record of Identity is a plain class of a plain package.</summary>
    private static bool IsPure(TypeDefinition type, TypeReference used) => !Clocks.Any(used.Is) && used.Place switch
    {
        { Layer: Layer.Outside } => used.Assembly == type.Assembly || used.Assembly is "System" or "NodaTime" or "Microsoft.Extensions.Identity.Stores" || used.Assembly.StartsWith("System.", StringComparison.Ordinal),
        { Layer: Layer.BuildingBlocks or Layer.Contracts } => true,
        { Layer: Layer.Module, Room: "Domain" } => true,
        _ => false,
    };

    private static bool IsFlat(TypeReference type) => type is GenericInstanceType { GenericArguments: [var inner] } nullable && nullable.Is(typeof(Nullable<>)) ? IsFlat(inner) : Flat.Any(type.Is);

    private static bool WritesSql(MethodReference call) => SqlMethods.Contains(call.Name) && call.DeclaringType.Namespace == typeof(DbContext).Namespace;
}

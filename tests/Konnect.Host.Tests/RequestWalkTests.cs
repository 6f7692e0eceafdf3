using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Konnect.BuildingBlocks.Infrastructure.Modules;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using Konnect.Testing;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Host.Tests;

/// <summary>Every request of every module, sent by every role and by nobody, about what is theirs and about what is not: no page stands in between.</summary>
public sealed class RequestWalkTests : IAsyncLifetime
{
    private static readonly LocalDate Today = new(2026, 11, 20);
    private static readonly ErrorKind[] OutOfReach = [ErrorKind.NotFound, ErrorKind.Forbidden];

    private KonnectHost host = null!;
    private PermissionTable permissions = null!;
    private IReadOnlyList<Type> requests = [];

    public async Task InitializeAsync()
    {
        host = await KonnectHost.CreateAsync();
        await SampleOrganisation.LoadAsync(
            host,
            ("guardians.csv", """
            number,first_name,last_name,email
            D1,Quinten,Zandbergen,quinten@example.org
            D7,Noor,Bakker,noor@example.org
            """),
            ("child_guardians.csv", """
            child_number,guardian_number,relation,has_authority,may_pick_up,contact_order
            K1,D1,parent,true,true,1
            K7,D7,parent,true,true,1
            """));
        permissions = host.Services.GetRequiredService<PermissionTable>();
        requests = [.. host.Services.GetRequiredService<IReadOnlyList<IModule>>().SelectMany(m => m.GetType().Assembly.GetTypes())
            .Where(t => !t.IsAbstract && t.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>))).OrderBy(NameOf, StringComparer.Ordinal)];
        requests.Count.ShouldBeGreaterThan(80);
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    public static TheoryData<string> EveryRole => [.. Roles.All, .. Roles.WithoutAccount, "nobody"];

    [Theory]
    [MemberData(nameof(EveryRole))]
    public async Task A_role_sends_the_requests_of_its_permissions_and_no_other(string role)
    {
        var refused = 0;
        foreach (var request in requests)
        {
            if (request.GetCustomAttribute<RequiresPermissionAttribute>() is not { Permission: var needed } || permissions.Holds(role, needed))
                continue;
            var errors = await SendAsync(RuntimeHelpers.GetUninitializedObject(request), new RoleUser(role, AccessScope.Everything, permissions));
            errors.ShouldHaveSingleItem(NameOf(request)).Code.ShouldBe(role == "nobody" ? "access.not-signed-in" : "access.not-allowed", $"{role} sends {NameOf(request)}");
            refused++;
        }

        refused.ShouldBeGreaterThan(20);
    }

    [Fact]
    public async Task What_is_theirs_is_reached_and_what_is_not_is_as_if_it_were_not_there()
    {
        var (own, foreign) = (await ThingsAsync("K1", "L1-A", "L1", "D1", "S1"), await ThingsAsync("K7", "L1-B", "L2", "D7", "S3"));
        var tried = new HashSet<string>();
        foreach (var (role, scope) in new (string, AccessScope)[]
        {
            (Roles.Practitioner, new(false, [], ["L1-A"])), (Roles.Coordinator, new(false, [], ["L1-A"])), (Roles.Manager, new(false, [], ["L1-A"])), (Roles.Inspector, new(false, [], ["L1-A"])), (Roles.InspectorByLink, new(false, [], ["L1-A"])),
            (Roles.Guardian, AccessScope.Nothing with { Own = [new("guardian", (Guid)own["GuardianId"])] }), (Roles.Tablet, new(false, [], ["L1-A"])), (Roles.AtTablet, new(false, [], ["L1-A"])),
        })
        {
            var user = new RoleUser(role, scope, permissions);
            foreach (var request in requests.Where(r => r.GetCustomAttribute<RequiresPermissionAttribute>() is { } needed && permissions.Holds(role, needed.Permission)))
            {
                var named = request.GetProperties().Where(p => Names(p) && p.Name != "EqualityContract").ToList();
                named.Where(p => !own.ContainsKey(p.Name)).Select(p => $"{NameOf(request)}.{p.Name}").ShouldBeEmpty("This walk does not know what this names.");
                if (named.Count == 0)
                    continue;
                // What is the sender's own alone, as sessions and passkeys, has no own here: it is out of reach either way.
                if (named.TrueForAll(p => own[p.Name].Equals(foreign[p.Name])))
                {
                    (await SendAsync(Make(request, foreign), user)).ShouldContain(e => OutOfReach.Contains(e.Kind), $"{role} sends {NameOf(request)}");
                    continue;
                }

                var reached = await SendAsync(Make(request, own), user);
                reached.ShouldAllBe(e => !OutOfReach.Contains(e.Kind), $"{role} sends {NameOf(request)} about what is theirs: {string.Join(", ", reached.Select(e => $"{e.Code} {e.Field}"))}");
                foreach (var property in named.Where(p => !own[p.Name].Equals(foreign[p.Name]) && p.Name != "StaffId"))
                {
                    var before = await StandAsync();
                    var mixed = new Dictionary<string, object>(own) { [property.Name] = foreign[property.Name] };
                    var errors = await SendAsync(Make(request, mixed), user);
                    mixed[property.Name] = own[property.Name] switch { Guid => Guid.NewGuid(), string => "nothing", _ => new[] { Guid.NewGuid() } };
                    var unknown = await SendAsync(Make(request, mixed), user);
                    errors.Select(e => (e.Kind, e.Code, e.Field)).ShouldBe(unknown.Select(e => (e.Kind, e.Code, e.Field)), $"{role} sends {NameOf(request)} with a foreign {property.Name}: no telling whether it exists");
                    (await StandAsync()).ShouldBe(before, $"{role} sends {NameOf(request)} with a foreign {property.Name}");
                    tried.Add($"{NameOf(request)}.{property.Name}");
                }
            }
        }

        tried.Count.ShouldBeGreaterThan(25, string.Join(Environment.NewLine, tried.Order(StringComparer.Ordinal)));
    }

    // A key, a number, a code, or several of them.
    private static bool Names(PropertyInfo property) =>
        property.PropertyType == typeof(Guid) ? property.Name != "RequestId"
        : property.PropertyType == typeof(string) ? property.Name is "Number" or "ChildNumber" or "GroupCode" or "Code" || property.Name.EndsWith("Code", StringComparison.Ordinal)
        : property.PropertyType == typeof(IReadOnlyList<Guid>);

    private static object Make(Type request, IReadOnlyDictionary<string, object> things)
    {
        var made = RuntimeHelpers.GetUninitializedObject(request);
        foreach (var property in request.GetProperties().Where(p => p.CanWrite))
        {
            if (things.TryGetValue(property.Name, out var value) && Fits(property.PropertyType, value))
                property.SetValue(made, value);
            else if (property.PropertyType is { IsGenericType: true } list && list.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
                property.SetValue(made, Array.CreateInstance(list.GetGenericArguments()[0], 0));
        }

        return made;
    }

    private static bool Fits(Type type, object value) => (Nullable.GetUnderlyingType(type) ?? type).IsInstanceOfType(value);

    private static string NameOf(Type request) => request.FullName!.Split('.')[^1].Replace('+', '.');

    private async Task<Dictionary<string, object>> ThingsAsync(string child, string group, string location, string guardian, string staff)
    {
        await using var scope = host.Scope();
        var services = scope.ServiceProvider;
        var id = (await services.GetRequiredService<IChildDirectory>().FindByNumberAsync(child, CancellationToken.None))!.Id;
        var guardians = new List<AccountHolder>();
        foreach (var source in services.GetServices<IAccountHolders>())
            guardians.AddRange(await source.ListAsync(CancellationToken.None));
        var checkIn = requests.Single(r => NameOf(r) == "CheckInChildren.Command");
        var arrived = Make(checkIn, new Dictionary<string, object> { ["RequestId"] = Guid.NewGuid(), ["GroupCode"] = group, ["ChildIds"] = new[] { id } });
        var taps = (IReadOnlyList<Guid>)ValueOf(await SendAsync(services, arrived), "TapIds");
        var member = (await services.GetRequiredService<IStaffDirectory>().ListAsync(CancellationToken.None)).First(s => s.Number == staff);
        var start = Make(requests.Single(r => NameOf(r) == "StartEvacuation.Command"), new Dictionary<string, object> { ["RequestId"] = Guid.NewGuid(), ["LocationCode"] = location });
        var evacuation = (Guid)ValueOf(await SendAsync(services, start), "Id");
        // The key of somebody who is added is that of the request.
        var entry = Guid.NewGuid();
        await SendAsync(services, Make(requests.Single(r => NameOf(r) == "WriteNote.Command"), new Dictionary<string, object> { ["RequestId"] = Guid.NewGuid(), ["GroupCode"] = group, ["Text"] = "x" }));
        var notes = ValueOf(await SendAsync(services, Make(requests.Single(r => NameOf(r) == "ListNotes.Query"), new Dictionary<string, object> { ["GroupCode"] = group })), "Open");
        var note = ((System.Collections.IEnumerable)notes).Cast<object>().First();
        await SendAsync(services, Make(requests.Single(r => NameOf(r) == "AddPerson.Command"), new Dictionary<string, object> { ["RequestId"] = entry, ["EvacuationId"] = evacuation, ["Visitor"] = "x" }));
        var guardianId = guardians.First(g => g.Email == (guardian == "D1" ? "quinten@example.org" : "noor@example.org")).Key;
        byte[] photo = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
        var permit = (Guid)ValueOf(await SendAsync(services, Make(requests.Single(r => NameOf(r) == "GivePermit.Command"), new Dictionary<string, object>
        {
            ["RequestId"] = Guid.NewGuid(), ["Number"] = child, ["GuardianId"] = guardianId, ["Verified"] = "x", ["Name"] = "x", ["Relation"] = "", ["Day"] = Today, ["Photo"] = photo,
        })), "Id");
        return new()
        {
            ["PermitId"] = permit, ["Verified"] = "x", ["Relation"] = "", ["Day"] = Today, ["Photo"] = photo,
            ["EvacuationId"] = evacuation, ["EntryId"] = entry, ["Visitor"] = "x", ["Remark"] = "", ["PresenceId"] = taps[0], ["NoteId"] = note.GetType().GetProperty("Id")!.GetValue(note)!, ["Text"] = "x", ["What"] = "awake", ["Minutes"] = 5,
            ["Number"] = child, ["ChildNumber"] = child, ["ChildId"] = id, ["ChildIds"] = new[] { id }, ["GroupCode"] = group, ["Code"] = group, ["LocationCode"] = location,
            ["Id"] = taps[0], ["TapIds"] = taps, ["GuardianId"] = guardianId,
            ["StaffId"] = member.Id, ["PasskeyId"] = Guid.Empty, ["SessionId"] = Guid.Empty, ["GrantId"] = Guid.Empty,
            // Not names of anything, but needed to get past what is asked of input.
            ["RequestId"] = Guid.NewGuid(), ["From"] = Today, ["To"] = Today, ["Date"] = Today, ["Scope"] = "group", ["Reason"] = "sick", ["ArrivedAt"] = new LocalTime(9, 0),
            ["DepartedAt"] = new LocalTime(9, 30), ["Name"] = "x", ["Page"] = 1,
        };
    }

    private static object ValueOf(object result, string property)
    {
        var value = result.GetType().GetProperty("Value")!.GetValue(result)!;
        return value.GetType().GetProperty(property)!.GetValue(value)!;
    }

    private static async Task<object> SendAsync(IServiceProvider services, object request)
    {
        var answer = request.GetType().GetInterfaces().Single(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IRequest<>)).GetGenericArguments()[0];
        var send = typeof(IMediator).GetMethods().Single(m => m.Name == nameof(IMediator.Send) && m.IsGenericMethod).MakeGenericMethod(answer);
        var sent = (Task)send.Invoke(services.GetRequiredService<IMediator>(), [request, CancellationToken.None])!;
        await sent;
        return sent.GetType().GetProperty("Result")!.GetValue(sent)!;
    }

    private async Task<IReadOnlyList<Error>> SendAsync(object request, ICurrentUser user)
    {
        await using var scope = host.Scope(user);
        var result = await SendAsync(scope.ServiceProvider, request);
        return (IReadOnlyList<Error>)result.GetType().GetProperty("Errors")!.GetValue(result)!;
    }

    /// <summary>Every row of the modules that scoped roles can change something of, as one hash.</summary>
    private Task<string> StandAsync() => host.InScopeAsync(async services =>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var type in services.GetRequiredService<IReadOnlyList<IModule>>().Where(m => m.Name is "attendance" or "children" or "planning")
            .Select(m => m.GetType().Assembly.GetTypes().Single(t => t.IsAbstract && t.BaseType == typeof(ModuleDbContext))))
        {
            var db = (ModuleDbContext)services.GetRequiredService(type);
            await db.Database.OpenConnectionAsync();
            foreach (var table in db.Model.GetEntityTypes().Where(t => t.GetTableName() is not null).OrderBy(t => t.Name, StringComparer.Ordinal))
            {
                await using var command = db.Database.GetDbConnection().CreateCommand();
                command.CommandText = $"select * from {(table.GetSchema() is { } schema ? $"\"{schema}\"." : "")}\"{table.GetTableName()}\" order by 1, 2";
                await using var reader = await command.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                {
                    var values = new object[reader.FieldCount];
                    reader.GetValues(values);
                    hash.AppendData(Encoding.UTF8.GetBytes(string.Join('|', values)));
                }
            }
        }

        return Convert.ToHexString(hash.GetCurrentHash());
    });

    /// <summary>Somebody with a role, as the declarations of all modules have it.</summary>
    private sealed record RoleUser(string Role, AccessScope Scope, PermissionTable Permissions) : ICurrentUser
    {
        public Guid? Id { get; } = Guid.NewGuid();

        public string Name => Role;

        public bool IsAuthenticated => Role != "nobody";

        public bool Has(string permission) => Permissions.Holds(Role, permission);
    }
}

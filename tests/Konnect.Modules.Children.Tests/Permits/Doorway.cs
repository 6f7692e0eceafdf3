using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Contracts;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Permits;
using Konnect.Modules.Children.Persistence;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Children.Tests.Permits;

/// <summary>The neighbourhood on Friday 20 November 2026, with Laura (D1, authority over K001 and K002), Murat (D2, authority over K001, may not collect it) and Joke (D3, no authority).</summary>
internal sealed class Doorway : IAsyncDisposable
{
    public static readonly LocalDate Friday = new(2026, 11, 20);

    public static readonly TestUser Practitioner = People.Practitioner("L1-VLI") with { Permissions = [ChildrenPermissions.View, ChildrenPermissions.GivePermit] };

    /// <summary>The first bytes of pictures that are kept, by their kind.</summary>
    public static IReadOnlyDictionary<string, byte[]> Pictures { get; } = new Dictionary<string, byte[]>
    {
        ["image/jpeg"] = [0xFF, 0xD8, 0xFF, 0xE0, .. new byte[20]],
        ["image/png"] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. new byte[20]],
        ["image/webp"] = [.. "RIFF"u8, 1, 2, 3, 4, .. "WEBP"u8, .. new byte[20]],
    };

    private Doorway(KonnectHost host) => Host = host;

    public KonnectHost Host { get; }

    public TestUser Laura { get; private set; } = null!;

    public TestUser Murat { get; private set; } = null!;

    public TestUser Joke { get; private set; } = null!;

    public static async Task<Doorway> CreateAsync()
    {
        var it = new Doorway(await Neighbourhood.CreateAsync());
        (it.Laura, it.Murat, it.Joke) = (await it.GuardianAsync("D1", "Laura"), await it.GuardianAsync("D2", "Murat"), await it.GuardianAsync("D3", "Joke"));
        return it;
    }

    public static GiveOwnPermit.Command Own(string name = "Buurman Jan", LocalDate? day = null, string number = "K001") =>
        new() { RequestId = Guid.NewGuid(), Number = number, Name = name, Relation = "buurman van oma", Day = day ?? Friday };

    public async Task<GivePermit.Command> ForAsync(string guardian = "D1", string number = "K001") => new()
    {
        RequestId = Guid.NewGuid(), Number = number, GuardianId = await IdAsync(guardian), Verified = "gebeld op bekend nummer", Name = "Buurman Jan", Day = Friday,
    };

    public Task<Result<T>> SendAsync<T>(MediatR.IRequest<Result<T>> request, ICurrentUser user) => Host.SendAsync(request, user);

    public async Task<GiveOwnPermit.Response> GivenAsync(GiveOwnPermit.Command? command = null, TestUser? by = null) => (await SendAsync(command ?? Own(), by ?? Laura)).Value;

    public Task<Guid> IdAsync(string guardian) => QueryAsync(db => db.Guardians.Where(g => g.Number == guardian).Select(g => g.Id).SingleAsync());

    public Task<Guid> ChildAsync(string number = "K001") => QueryAsync(db => db.Children.Where(c => c.Number == number).Select(c => c.Id).SingleAsync());

    public Task<T> QueryAsync<T>(Func<ChildrenDbContext, Task<T>> query) => Host.InScopeAsync(services => query(services.GetRequiredService<ChildrenDbContext>()));

    public Task<CollectorPermit> RowAsync(Guid id) => QueryAsync(db => db.CollectorPermits.AsNoTracking().SingleAsync(p => p.Id == id));

    public async Task<IReadOnlyList<CollectorPermitInfo>> AtTheDoorAsync(LocalDate? day = null, string number = "K001")
    {
        var child = await ChildAsync(number);
        return await Host.InScopeAsync(async s => (await s.GetRequiredService<ICollectorPermits>().ListAsync([child], day ?? Friday, CancellationToken.None))[child].ToList());
    }

    /// <summary>Tells a code, as who registers a departure does.</summary>
    public async Task<Result<UsedPermit>> TellAsync(Guid permit, string code, Guid? attempt = null, string number = "K001", LocalDate? day = null)
    {
        var child = await ChildAsync(number);
        await using var scope = Host.Scope(Practitioner);
        return await scope.ServiceProvider.GetRequiredService<DatabaseSession>().TogetherAsync(
            $"test/{child}",
            () => scope.ServiceProvider.GetRequiredService<ICollectorPermits>().UseAsync(new(child, permit, day ?? Friday, code, attempt ?? Guid.NewGuid()), CancellationToken.None),
            CancellationToken.None);
    }

    /// <summary>A code that is not this one.</summary>
    public static string Other(string code, int by = 1) => ((int.Parse(code, null) + by) % 10_000).ToString("D4", null);

    /// <summary>What the trail tells of the child, newest first.</summary>
    public async Task<IReadOnlyList<FileTrailLine>> TrailAsync(string number = "K001")
    {
        var child = await ChildAsync(number);
        return await Host.InScopeAsync(s => s.GetRequiredService<IFileTrail>().ListAsync([child.ToString(), number], null, 100, CancellationToken.None));
    }

    public void At(LocalDate day, int hour) => Host.Clock.Now = day.At(new LocalTime(hour, 0)).InZoneLeniently(KonnectHost.Zone).ToInstant();

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private async Task<TestUser> GuardianAsync(string number, string name) => await People.GuardianAsync(Host, number) with { Name = name, Permissions = [ChildrenPermissions.ViewOwn, ChildrenPermissions.GiveOwnPermit] };
}

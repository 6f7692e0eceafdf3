using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.DailyAttendance;
using Konnect.Modules.Attendance.Facts;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using Konnect.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests;

/// <summary>The sample organisation on Friday 20 November 2026, with words for what happens on a group.</summary>
internal sealed class AttendanceHost : IAsyncDisposable
{
    public static readonly LocalDate Friday = new(2026, 11, 20);

    private readonly Dictionary<string, Guid> children = [];
    private readonly Dictionary<string, Guid> staff = [];

    private AttendanceHost(KonnectHost host) => Host = host;

    public KonnectHost Host { get; }

    /// <summary>Somebody of group L1-A only.</summary>
    public static TestUser OfGroupA { get; } = new("Sanne", new AccessScope(false, [], ["L1-A"]), AttendancePermissions.View, AttendancePermissions.CheckIn, AttendancePermissions.Correct, AttendancePermissions.ViewRatio);

    public static async Task<AttendanceHost> CreateAsync(LocalDateTime? now = null, params (string File, string Csv)[] files)
    {
        var attendance = new AttendanceHost(await KonnectHost.CreateAsync(now));
        await SampleOrganisation.LoadAsync(attendance.Host, files);
        await attendance.Host.InScopeAsync(async services =>
        {
            foreach (var child in await services.GetRequiredService<IChildDirectory>().ListKeysAsync(default))
                attendance.children[child.Number] = child.Id;
            foreach (var member in await services.GetRequiredService<IStaffDirectory>().ListAsync(default))
                attendance.staff[member.Number] = member.Id;
            return true;
        });
        return attendance;
    }

    public Guid Child(string number) => children[number];

    public Guid Staff(string number) => staff[number];

    public void At(int hour, int minute = 0, LocalDate? date = null) => Host.Clock.Now = (date ?? Friday).At(new LocalTime(hour, minute)).InZoneLeniently(KonnectHost.Zone).ToInstant();

    public Task<Result<T>> SendAsync<T>(IRequest<Result<T>> request, ICurrentUser? user = null) => Host.SendAsync(request, user);

    public Task<Result<CheckInChildren.Response>> ArriveAsync(string group, params string[] numbers) =>
        SendAsync(new CheckInChildren.Command { RequestId = Guid.NewGuid(), GroupCode = group, ChildIds = [.. numbers.Select(Child)] });

    public Task<Result<CheckOutChildren.Response>> LeaveAsync(string group, params string[] numbers) =>
        SendAsync(new CheckOutChildren.Command { GroupCode = group, ChildIds = [.. numbers.Select(Child)] });

    public Task<Result<Guid>> StaffComesAsync(string group, string number) => SendAsync(new CheckInStaff.Command { RequestId = Guid.NewGuid(), GroupCode = group, StaffId = Staff(number) });

    public async Task<GetGroupBoard.Response> BoardAsync(string group, LocalDate? date = null) => (await SendAsync(new GetGroupBoard.Query(group, date))).Value;

    public Task<T> QueryAsync<T>(Func<AttendanceDbContext, Task<T>> query) => Host.InScopeAsync(services => query(services.GetRequiredService<AttendanceDbContext>()));

    /// <summary>Follows every event, then asks whether computing again finds anything else.</summary>
    public async Task<RecomputeFacts.Response> RecomputeAsync()
    {
        await Host.DrainAsync();
        return (await SendAsync(new RecomputeFacts.Command())).Value;
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Evacuation;
using Konnect.Testing;

namespace Konnect.Modules.Attendance.Tests.Evacuation;

/// <summary>Words for what happens at a meeting point: K1 and K2 with S1 on L1-A, K7 on L1-B, at ten o'clock.</summary>
internal static class Drill
{
    /// <summary>Somebody of one group, as a group tablet is.</summary>
    public static TestUser OfGroup(string group, string name = "Sanne") => new(name, new AccessScope(false, [], [group]), AttendancePermissions.View, AttendancePermissions.CheckIn, AttendancePermissions.Evacuate);

    public static TestUser Manager { get; } = new("Mies", new AccessScope(false, ["L1"], []), AttendancePermissions.Evacuate, AttendancePermissions.ViewEvacuations);

    public static async Task<AttendanceHost> MorningAsync()
    {
        var it = await AttendanceHost.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K1", "K2");
        await it.ArriveAsync("L1-B", "K7");
        await it.StaffComesAsync("L1-A", "S1");
        it.At(10);
        return it;
    }

    public static Task<Result<StartEvacuation.Response>> StartAsync(this AttendanceHost it, ICurrentUser user, string? group = null, bool drill = true, Guid? request = null) =>
        it.SendAsync(new StartEvacuation.Command { RequestId = request ?? Guid.NewGuid(), LocationCode = "L1", OfGroup = group, IsDrill = drill }, user);

    public static async Task<GetEvacuation.Response> ListAsync(this AttendanceHost it, Guid id, ICurrentUser user, Guid? contactsOf = null)
    {
        (await it.SendAsync(new JoinEvacuation.Command(id), user)).IsSuccess.ShouldBeTrue();
        return (await it.SendAsync(new GetEvacuation.Query(id, contactsOf), user)).Value;
    }

    public static async Task<Result<Done>> TickAsync(this AttendanceHost it, Guid id, string name, ICurrentUser user, bool undo = false, Guid? request = null) => await it.SendAsync(
        new TickPerson.Command { RequestId = request ?? Guid.NewGuid(), EvacuationId = id, EntryId = (await it.ListAsync(id, user)).Entries.Single(e => e.Name.StartsWith(name, StringComparison.Ordinal)).Id, IsUndo = undo }, user);

    public static string Names(this IEnumerable<GetEvacuation.Entry> entries) => string.Join(", ", entries.Select(e => e.Name).Order(StringComparer.Ordinal));
}

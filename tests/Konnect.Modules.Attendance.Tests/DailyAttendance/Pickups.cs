using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.DailyAttendance;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Children.Contracts;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.DailyAttendance;

/// <summary>The sample organisation with people who collect: of K1 its mother and grandmother, not its father; of K7 its mother.</summary>
internal static class Pickups
{
    public static Task<AttendanceHost> CreateAsync() => AttendanceHost.CreateAsync(
        null,
        ("guardians.csv", "number,first_name,last_name,email\nD1,Zoë,Zandbergen,zoe@example.org\nD2,René,van der Veen,rene@example.org\nD7,Noor,Bakker,noor@example.org"),
        ("child_guardians.csv", "child_number,guardian_number,relation,has_authority,may_pick_up,contact_order\nK1,D1,parent,true,true,1\nK1,D2,parent,false,false,2\nK7,D7,parent,true,true,1"),
        ("contacts.csv", "child_number,name,phone,relation,is_emergency,may_pick_up\nK1,Oma Corrie,06-1,oma,true,true"));

    /// <summary>Who may collect the child, and who may not, by the board of its group.</summary>
    public static async Task<IReadOnlyList<MayCollect>> PeopleAsync(this AttendanceHost it, string group, string number) =>
        [.. (await it.SendAsync(new GetMayCollect.Query(group, [it.Child(number)]))).Value.People[it.Child(number)]];

    public static async Task<CollectorChoice> ChoiceAsync(this AttendanceHost it, string group, string number, string name, bool identified = false) =>
        new() { Id = (await it.PeopleAsync(group, number)).Single(p => p.Name == name).Id, IsIdentified = identified };

    public static CollectorChoice Other(string name, string reason = "Moeder belde om half vijf.") => new() { IsOther = true, OtherName = name, OtherReason = reason };

    public static Task<Result<CheckOutChildren.Response>> LeaveAsync(this AttendanceHost it, string group, CollectorChoice? collector, ICurrentUser? user, params string[] numbers) =>
        it.SendAsync(new CheckOutChildren.Command { GroupCode = group, ChildIds = [.. numbers.Select(it.Child)], Collector = collector }, user);
}

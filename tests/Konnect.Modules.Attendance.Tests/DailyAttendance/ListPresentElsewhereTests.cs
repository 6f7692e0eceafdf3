using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.DailyAttendance;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Tests.Evacuation;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.DailyAttendance;

public class ListPresentElsewhereTests
{
    [Fact]
    public async Task It_names_who_is_present_on_the_other_groups_of_the_location_and_nobody_else()
    {
        await using var it = await Drill.MorningAsync();
        (await PeopleAsync(it, "L1-B", Drill.OfGroup("L1-B"))).Select(p => (p.Id, p.IsChild, p.GroupName, p.Since))
            .ShouldBe([(it.Child("K1"), true, "Vlinders", new LocalTime(8, 0)), (it.Child("K2"), true, "Vlinders", new LocalTime(8, 0)), (it.Staff("S1"), false, "Vlinders", new LocalTime(8, 0))], ignoreOrder: true);
        await it.LeaveAsync("L1-A", "K1");
        (await PeopleAsync(it, "L1-B", Drill.OfGroup("L1-B"))).Select(p => p.Id).ShouldNotContain(it.Child("K1"));
        (await it.SendAsync(new ListPresentElsewhere.Query("L1-A"), Drill.OfGroup("L1-B"))).Errors.Single().Code.ShouldBe("attendance.group-unknown");
        (await it.SendAsync(new ListPresentElsewhere.Query("L1-A"), AttendanceHost.OfGroupA)).Errors.Single().Code.ShouldBe("access.not-allowed");
    }

    [Fact]
    public async Task Telephone_numbers_are_of_the_own_groups_only_as_on_the_list_with_a_connection()
    {
        await using var it = await Pickups.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K1");
        var manager = new TestUser("Mies", new AccessScope(false, ["L1"], []), AttendancePermissions.Evacuate);
        (await PeopleAsync(it, "L1-B", manager)).Single().Contacts.ShouldNotBeEmpty();
        (await PeopleAsync(it, "L1-B", Drill.OfGroup("L1-B"))).Single().Contacts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_has_the_device_is_sealed()
    {
        await using var it = await Drill.MorningAsync();
        var holder = (await it.SendAsync(new ListPresentElsewhere.Query("L1-A"), Drill.OfGroup("L1-A"))).Value.Holder;
        holder.ShouldNotContain("Sanne");
        var opened = it.Host.Services.GetRequiredService<DeviceHolder>();
        (opened.Open(holder), opened.Open("Sanne"), opened.Open(holder[..^4] + "AAAA"), opened.Open("")).ShouldBe(("Sanne", null, null, null));
    }

    private static async Task<IReadOnlyList<ListPresentElsewhere.Person>> PeopleAsync(AttendanceHost it, string group, ICurrentUser user) =>
        (await it.SendAsync(new ListPresentElsewhere.Query(group), user)).Value.People;
}

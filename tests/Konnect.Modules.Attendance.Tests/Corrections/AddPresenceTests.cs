using Konnect.Modules.Attendance.Corrections;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Corrections;

public class AddPresenceTests
{
    private static AddPresence.Command Command(Guid request, string number = "K1") => new()
    {
        RequestId = request,
        ChildNumber = number,
        GroupCode = "L1-A",
        Date = AttendanceHost.Friday.PlusDays(-1),
        ArrivedAt = new LocalTime(8, 0),
        DepartedAt = new LocalTime(12, 0),
        Reason = "Tablet was leeg",
    };

    [Fact]
    public async Task A_presence_entered_afterwards_is_marked_as_a_correction_and_registered_once()
    {
        await using var it = await AttendanceHost.CreateAsync();
        var request = Guid.NewGuid();
        await it.SendAsync(Command(request));
        (await it.SendAsync(Command(request))).Value.ShouldBe(request);
        (await it.RecomputeAsync()).DifferingRows.ShouldBe(0);
        var fact = await it.QueryAsync(db => db.ChildAttendance.SingleAsync());
        (fact.Minutes, fact.Corrected).ShouldBe((240, true));
    }

    [Fact]
    public async Task An_overlap_and_a_child_of_another_group_are_refused()
    {
        await using var it = await AttendanceHost.CreateAsync();
        await it.SendAsync(Command(Guid.NewGuid()));
        (await it.SendAsync(Command(Guid.NewGuid()))).Errors.Single().Code.ShouldBe("attendance.overlaps");
        (await it.SendAsync(Command(Guid.NewGuid(), "K7"), AttendanceHost.OfGroupA)).Errors.Single().Code.ShouldBe("attendance.child-unknown");
    }
}

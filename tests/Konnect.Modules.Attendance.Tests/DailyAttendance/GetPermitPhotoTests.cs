using Konnect.Modules.Attendance.DailyAttendance;

namespace Konnect.Modules.Attendance.Tests.DailyAttendance;

public class GetPermitPhotoTests
{
    [Fact]
    public async Task Who_sees_the_board_of_the_child_sees_the_photo_today_until_it_is_used()
    {
        await using var it = await Pickups.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K1");
        var (id, code) = await it.PermitAsync();
        var photo = (await it.SendAsync(new GetPermitPhoto.Query("L1-A", id), AttendanceHost.OfGroupA)).Value;
        (photo.ContentType, photo.Content!.Value.ToArray()).ShouldSatisfyAllConditions(p => p.ContentType.ShouldBe("image/png"), p => p.Item2.ShouldBe(OneTimePermits.Png));
        await it.CollectAsync(id, code);
        (await it.SendAsync(new GetPermitPhoto.Query("L1-A", id), AttendanceHost.OfGroupA)).Value.Content.ShouldBeNull();
        it.At(8, 0, AttendanceHost.Friday.PlusDays(1));
        (await it.SendAsync(new GetPermitPhoto.Query("L1-A", id), AttendanceHost.OfGroupA)).Errors.Single().Code.ShouldBe("attendance.collector-unknown");
    }

    [Fact]
    public async Task Of_a_child_of_another_group_it_is_not_there()
    {
        await using var it = await Pickups.CreateAsync();
        var (id, _) = await it.PermitAsync("K7");
        (await it.SendAsync(new GetPermitPhoto.Query("L1-B", id), AttendanceHost.OfGroupA)).Errors.Single().Code.ShouldBe("attendance.group-unknown");
        var refused = (await it.SendAsync(new GetPermitPhoto.Query("L1-A", id), AttendanceHost.OfGroupA)).Errors.Single();
        refused.ShouldBeEquivalentTo((await it.SendAsync(new GetPermitPhoto.Query("L1-A", Guid.NewGuid()), AttendanceHost.OfGroupA)).Errors.Single());
        (await it.SendAsync(new GetPermitPhoto.Query("L1-B", id))).Value.Content.ShouldNotBeNull();
    }
}

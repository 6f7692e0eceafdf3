using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Inspection;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Inspection;

public sealed class ChangeFrameTests
{
    [Fact]
    public async Task What_it_said_before_stays_and_the_same_again_is_no_change()
    {
        await using var it = await OnInspection.CreateAsync();
        await it.SendAsync(new ChangeFrame.Command("L1", "Eerst."));
        it.Host.Clock.Advance(Duration.FromDays(1));
        await it.SendAsync(new ChangeFrame.Command("L1", " Daarna. "));
        await it.SendAsync(new ChangeFrame.Command("L1", "Daarna."));
        var texts = (await it.SendAsync(new GetFrame.Query("L1"))).Value.Texts;
        texts.Select(t => (t.Text, t.By, t.At.Date)).ShouldBe([("Daarna.", "Test", new LocalDate(2026, 11, 21)), ("Eerst.", "Test", new LocalDate(2026, 11, 20))]);
        (await it.SendAsync(new GetInspection.Query(OnInspection.Week))).Value.Frame.ShouldBe(("Daarna.", new LocalDate(2026, 11, 21)));
        await it.SendAsync(new ChangeFrame.Command("L1", ""));
        (await it.SendAsync(new GetInspection.Query(OnInspection.Week))).Value.Frame.ShouldBeNull();
    }

    [Fact]
    public async Task Who_does_not_see_the_location_whole_changes_nothing()
    {
        await using var it = await OnInspection.CreateAsync();
        foreach (var scope in new[] { new AccessScope(false, [], ["L1-A"]), new AccessScope(false, ["L2"], []) })
            (await it.SendAsync(new ChangeFrame.Command("L1", "x"), new TestUser("Mo", scope, AttendancePermissions.ChangeFrame))).Errors[0].Code.ShouldBe("attendance.scope-unknown");
        (await it.SendAsync(new ChangeFrame.Command("L1", "x"), OnInspection.Inspector)).Errors[0].Code.ShouldBe("access.not-allowed");
        (await it.SendAsync(new GetFrame.Query("L1"))).Value.Texts.ShouldBeEmpty();
    }
}

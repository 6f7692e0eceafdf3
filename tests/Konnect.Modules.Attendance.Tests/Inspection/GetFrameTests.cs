using Konnect.Modules.Attendance.Inspection;

namespace Konnect.Modules.Attendance.Tests.Inspection;

public sealed class GetFrameTests
{
    [Fact]
    public async Task It_is_read_at_the_own_location_and_no_other()
    {
        await using var it = await OnInspection.CreateAsync();
        await it.SendAsync(new ChangeFrame.Command("L1", "Tussen 12.30 en 14.30 uur."));
        var frame = (await it.SendAsync(new GetFrame.Query("L1"), OnInspection.Inspector)).Value;
        (frame.LocationName, frame.Texts.Single().Text).ShouldBe(("De Regenboog", "Tussen 12.30 en 14.30 uur."));
        (await it.SendAsync(new GetFrame.Query("L2"), OnInspection.Inspector)).Errors[0].Code.ShouldBe("attendance.scope-unknown");
    }
}

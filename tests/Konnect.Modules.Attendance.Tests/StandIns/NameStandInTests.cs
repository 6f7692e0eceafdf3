using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Domain.Ratio;
using Konnect.Modules.Attendance.StandIns;
using Konnect.Testing;

namespace Konnect.Modules.Attendance.Tests.StandIns;

public class NameStandInTests
{
    private static readonly TestUser OfLocation2 = new("Karin", new AccessScope(false, ["L2"], []), AttendancePermissions.NameStandIn);

    [Fact]
    public async Task The_board_tells_whom_to_call_when_somebody_is_alone()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(9);
        await it.StaffComesAsync("L1-A", "S1");
        await it.ArriveAsync("L1-A", "K4");
        (await it.BoardAsync("L1-A")).Alone.ShouldBe(new(Alone.StandIn, null));

        (await Name("L1", " Els de Boer ", "06-12345678")).IsSuccess.ShouldBeTrue();
        (await it.BoardAsync("L1-A")).Alone.StandIn.ShouldBe(("Els de Boer", "06-12345678"));
        (await Name("L1", "Iris Bos", "06-87654321")).IsSuccess.ShouldBeTrue();
        (await it.BoardAsync("L1-A")).Alone.StandIn.ShouldBe(("Iris Bos", "06-87654321"));
        (await Name("L1", "", "")).IsSuccess.ShouldBeTrue();
        (await it.BoardAsync("L1-A")).Alone.StandIn.ShouldBeNull();

        Task<Konnect.BuildingBlocks.Results.Result<Konnect.BuildingBlocks.Results.Done>> Name(string location, string name, string phone) =>
            it.SendAsync(new NameStandIn.Command { LocationCode = location, Name = name, Phone = phone });
    }

    [Fact]
    public async Task A_name_without_a_telephone_number_is_refused()
    {
        await using var it = await AttendanceHost.CreateAsync();
        var error = (await it.SendAsync(new NameStandIn.Command { LocationCode = "L1", Name = "Els" })).Errors.ShouldHaveSingleItem();
        (error.Code, error.Field).ShouldBe(("attendance.stand-in-phone", "Phone"));
    }

    [Fact]
    public async Task A_location_of_others_is_as_if_it_did_not_exist()
    {
        await using var it = await AttendanceHost.CreateAsync();
        (await it.SendAsync(new NameStandIn.Command { LocationCode = "L1", Name = "Els", Phone = "06" }, OfLocation2)).Errors.Single().Code.ShouldBe("attendance.location-unknown");
        (await it.SendAsync(new NameStandIn.Command { LocationCode = "L9", Name = "Els", Phone = "06" })).Errors.Single().Code.ShouldBe("attendance.location-unknown");
    }
}

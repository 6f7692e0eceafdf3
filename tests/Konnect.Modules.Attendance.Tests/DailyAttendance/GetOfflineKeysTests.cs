using Konnect.Modules.Attendance.DailyAttendance;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.DailyAttendance;

public class GetOfflineKeysTests
{
    private const string Device = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task A_device_has_a_key_of_its_own_for_each_day_and_gets_an_earlier_one_again()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        var friday = (await AskAsync(it, Device)).Today;
        (await AskAsync(it, Device)).Today.ShouldBe(friday);
        (await AskAsync(it, Device.Replace('0', 'f'))).Today.Key.ShouldNotBe(friday.Key);
        Convert.FromBase64String(friday.Key).Length.ShouldBe(32);

        it.At(8, date: AttendanceHost.Friday.PlusDays(1));
        var saturday = await AskAsync(it, Device, friday.Name, "2026-11-20.99", "yesterday");
        saturday.Today.Key.ShouldNotBe(friday.Key);
        saturday.Earlier.ShouldBe([friday]);
    }

    [Fact]
    public async Task What_is_kept_ends_at_midnight_also_on_a_day_of_25_hours()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(0, date: new LocalDate(2026, 10, 25));
        var answer = await AskAsync(it, Device);
        (answer.Midnight - answer.Now).ShouldBe(Duration.FromHours(25));
    }

    [Fact]
    public async Task Who_may_not_register_gets_none_and_a_device_without_a_proper_name_neither()
    {
        await using var it = await AttendanceHost.CreateAsync();
        (await it.SendAsync(new GetOfflineKeys.Query(Device, []), AttendanceHost.OfGroupA with { Permissions = [AttendancePermissions.View] })).Errors.Single().Code.ShouldBe("access.not-allowed");
        (await it.SendAsync(new GetOfflineKeys.Query("../../etc", []))).IsSuccess.ShouldBeFalse();
        (await it.SendAsync(new GetOfflineKeys.Query(Device, [.. Enumerable.Repeat("2026-11-20.1", 21)]))).IsSuccess.ShouldBeFalse();
    }

    private static async Task<GetOfflineKeys.Response> AskAsync(AttendanceHost it, string device, params string[] earlier) => (await it.SendAsync(new GetOfflineKeys.Query(device, earlier))).Value;
}

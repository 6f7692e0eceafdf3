using Konnect.Modules.Attendance.AbsenceRules;
using Konnect.Modules.Attendance.Domain;

namespace Konnect.Modules.Attendance.Tests.AbsenceRules;

public class ListAbsenceRulesTests
{
    [Fact]
    public async Task Each_reason_has_a_rule_before_anybody_set_one()
    {
        await using var it = await AttendanceHost.CreateAsync();
        (await it.SendAsync(new ListAbsenceRules.Query())).Value.Select(r => r.Reason).ShouldBe(Enum.GetValues<AbsenceReason>());
    }
}

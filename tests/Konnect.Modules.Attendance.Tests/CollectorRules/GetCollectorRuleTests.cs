using Konnect.Modules.Attendance.CollectorRules;
using Konnect.Modules.Attendance.Domain;

namespace Konnect.Modules.Attendance.Tests.CollectorRules;

public class GetCollectorRuleTests
{
    [Fact]
    public async Task It_may_be_told_until_the_organisation_says_otherwise()
    {
        await using var it = await AttendanceHost.CreateAsync();
        (await it.SendAsync(new GetCollectorRule.Query())).Value.ShouldBe(new GetCollectorRule.Response(CollectorAsk.May, ""));
        foreach (var ask in new[] { "always", "never" })
            (await it.SendAsync(new SetCollectorRule.Command { Ask = ask, Instruction = " Legitimatie " })).IsSuccess.ShouldBeTrue();
        (await it.SendAsync(new GetCollectorRule.Query())).Value.ShouldBe(new GetCollectorRule.Response(CollectorAsk.Never, "Legitimatie"));
        (await it.SendAsync(new GetCollectorRule.Query(), AttendanceHost.OfGroupA)).Errors.Single().Code.ShouldBe("access.not-allowed");
    }
}

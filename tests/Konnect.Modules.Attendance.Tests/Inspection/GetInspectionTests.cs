using Konnect.Modules.Attendance.Inspection;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Inspection;

public sealed class GetInspectionTests
{
    [Fact]
    public async Task What_matters_stands_first_with_the_course_of_the_day()
    {
        await using var it = await OnInspection.CreateAsync();
        var seen = (await it.SendAsync(new GetInspection.Query(OnInspection.Week))).Value;
        seen.Rows.Select(r => (r.Date, r.Status)).ShouldBe([(OnInspection.Wednesday, "breach"), (OnInspection.Thursday, "deviation"), (OnInspection.Tuesday, "met")]);
        seen.Rows[1].Parts.Select(p => (p.From.Hour, p.To.Hour, p.Status)).ShouldBe([(8, 9, "met"), (9, 12, "deviation"), (12, 17, "met")]);
        (await it.SendAsync(new GetInspection.Query(OnInspection.Week, ByDate: true))).Value.Rows.Select(r => r.Date).ShouldBe([OnInspection.Tuesday, OnInspection.Wednesday, OnInspection.Thursday]);
        (await it.SendAsync(new GetInspection.Query(OnInspection.Week, Page: 2))).Value.Rows.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_period_is_told_in_figures()
    {
        await using var it = await OnInspection.CreateAsync();
        var summary = (await it.SendAsync(new GetInspection.Query(OnInspection.Week))).Value.Summary;
        (summary.Days, summary.BreachDays).ShouldBe((3, 1));
        summary.ByScope.ShouldBe([("group", "L1-A", 3, 1)]);
        summary.ByWeekday.ShouldBe([(IsoDayOfWeek.Wednesday, 1)]);
        summary.ByHour.ShouldBe([(8, 60), (9, 60), (10, 30)]);
    }

    [Fact]
    public async Task A_sample_is_the_days_chosen_or_those_a_number_draws_again_and_again()
    {
        await using var it = await OnInspection.CreateAsync();
        (await it.SendAsync(new GetInspection.Query(OnInspection.Week with { Days = [OnInspection.Thursday] }))).Value.Rows.Select(r => r.Date).ShouldBe([OnInspection.Thursday]);
        (await it.SendAsync(new GetInspection.Query(OnInspection.Week with { Measured = "group/L1-B" }))).Value.Rows.ShouldBeEmpty();
        var month = Enumerable.Range(0, 30).Select(new LocalDate(2026, 3, 1).PlusDays).ToList();
        var drawn = DrawnDays.Draw(42, month);
        (drawn.Count, drawn.Distinct().Count()).ShouldBe((5, 5));
        DrawnDays.Draw(42, month.AsEnumerable().Reverse()).ShouldBe(drawn);
        DrawnDays.Draw(43, month).ShouldNotBe(drawn);
    }

    [Fact]
    public async Task Without_a_choice_an_inspector_sees_what_was_granted()
    {
        await using var it = await OnInspection.CreateAsync();
        var seen = (await it.SendAsync(new GetInspection.Query(new(null, null, null)), OnInspection.Inspector)).Value;
        (seen.Location.Code, seen.From, seen.To).ShouldBe(("L1", OnInspection.Tuesday, OnInspection.Wednesday));
        seen.Rows.Select(r => r.Date).ShouldBe([OnInspection.Wednesday, OnInspection.Tuesday]);
        seen.Locations.Select(l => l.Code).ShouldBe(["L1"]);
        (await it.SendAsync(new GetInspection.Query(new("L2", null, null)), OnInspection.Inspector)).Errors[0].Code.ShouldBe("attendance.scope-unknown");
        (await it.SendAsync(new GetInspection.Query(new("X", null, null)), OnInspection.Inspector)).Errors[0].Code.ShouldBe("attendance.scope-unknown");
    }

    [Fact]
    public async Task Too_many_days_are_refused()
    {
        await using var it = await OnInspection.CreateAsync();
        (await it.SendAsync(new GetInspection.Query(new("L1", new LocalDate(2024, 1, 1), OnInspection.Thursday)))).Errors[0].Code.ShouldBe("attendance.inspection-days");
        (await it.SendAsync(new GetInspection.Query(new("L1", OnInspection.Thursday, OnInspection.Tuesday)))).Errors[0].Code.ShouldBe("attendance.inspection-days");
    }
}

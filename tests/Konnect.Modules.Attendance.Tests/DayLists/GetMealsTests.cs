using Konnect.Modules.Attendance.DayLists;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.DayLists;

public class GetMealsTests
{
    [Fact]
    public async Task Who_is_there_and_who_comes_before_the_meal_are_counted_with_their_diets()
    {
        await using var it = await AttendanceHost.CreateAsync(null, ("notes.csv", "child_number,kind,text\nK1,allergy,Pinda\nK4,diet,Halal\nK7,medical,Puffer"));
        it.At(10);
        await it.StaffComesAsync("L1-A", "S1");
        await it.ArriveAsync("L1-A", "K1", "K2", "K3");
        await it.SendAsync(new Attendance.DailyAttendance.ReportAbsence.Command { GroupCode = "L1-A", ChildIds = [it.Child("K6")], From = AttendanceHost.Friday, To = AttendanceHost.Friday, Reason = "sick" });
        var meals = (await it.SendAsync(new GetMeals.Query("L1-A", null))).Value;
        meals.At.ShouldBe(new LocalTime(12, 0));
        var own = meals.Groups[0];
        (own.Group.Code, own.Present, own.Expected, own.Staff).ShouldBe(("L1-A", 3, 2, 2));
        own.Diets.Select(d => d.Number).ShouldBe(["K1", "K4"]);
        meals.Groups.Single(g => g.Group.Code == "L1-B").Children.ShouldBe(3);
        meals.Groups.Single(g => g.Group.Code == "L1-B").Diets.ShouldBeEmpty("a puffer changes no meal");
        meals.Groups.Single(g => g.Group.Code == "L1-S").Children.ShouldBe(0);
        (await it.SendAsync(new GetMeals.Query("L1-A", new LocalTime(15, 30)))).Value.Groups.Single(g => g.Group.Code == "L1-S").Children.ShouldBe(2);
    }

    [Fact]
    public async Task A_meal_that_is_over_counts_who_was_there()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K1", "K2");
        it.At(10);
        await it.LeaveAsync("L1-A", "K1");
        it.At(11);
        (await it.SendAsync(new GetMeals.Query("L1-A", new LocalTime(9, 30)), AttendanceHost.OfGroupA)).Value.Groups.Select(g => (g.Group.Code, g.Present, g.Expected)).ShouldBe([("L1-A", 2, 0)]);
    }
}

using Konnect.Modules.Attendance.DailyAttendance;
using Konnect.Modules.Attendance.Domain.Ratio;
using Konnect.Modules.Planning.Contracts;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.DailyAttendance;

public class GetGroupBoardTests
{
    [Fact]
    public async Task Expected_children_come_first_then_who_is_here_then_who_left()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        await it.ArriveAsync("L1-A", "K1", "K2");
        it.At(9);
        await it.LeaveAsync("L1-A", "K1");
        (await it.BoardAsync("L1-A")).Tiles.Select(t => t.State).ShouldBe(
            [GetGroupBoard.TileState.Expected, GetGroupBoard.TileState.Expected, GetGroupBoard.TileState.Expected, GetGroupBoard.TileState.Expected, GetGroupBoard.TileState.Present, GetGroupBoard.TileState.Gone]);
    }

    [Fact]
    public async Task The_board_looks_ahead_to_a_break_that_leaves_too_few()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(10);
        await it.StaffComesAsync("L1-A", "S1");
        await it.StaffComesAsync("L1-A", "S2");
        await it.ArriveAsync("L1-A", "K1", "K2", "K3", "K4", "K5", "K6");
        var board = await it.BoardAsync("L1-A");
        board.Ratio!.Status.ShouldBe(RatioStatus.Met);
        var shortage = board.Ahead.First(c => c.Status == RatioStatus.Deviation);
        (shortage.At, shortage.Staff, shortage.Required).ShouldBe((new LocalTime(12, 30), 1, 2));
    }

    [Fact]
    public async Task Out_of_school_care_is_measured_over_the_location()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(15);
        await it.ArriveAsync("L1-S", "K10", "K11");
        (await it.BoardAsync("L1-S")).Scope.Kind.ShouldBe(ScopeKind.Location);
    }

    [Fact]
    public async Task Another_day_shows_that_day_and_no_ratio_of_now()
    {
        await using var it = await AttendanceHost.CreateAsync();
        var board = await it.BoardAsync("L1-A", AttendanceHost.Friday.PlusDays(-1));
        (board.IsToday, board.Ratio, board.Tiles.Count).ShouldBe((false, null, 6));
    }

    [Fact]
    public async Task A_closed_day_expects_nobody()
    {
        await using var it = await AttendanceHost.CreateAsync(null, ("calendar.csv", "location_code,date,kind,reason\nL1,2026-11-20,closed,Studiedag"));
        var board = await it.BoardAsync("L1-A");
        (board.Plan.IsClosed, board.Plan.Reason, board.Tiles.Count).ShouldBe((true, "Studiedag", 0));
    }

    [Fact]
    public async Task A_quarter_of_an_hour_before_a_break_leaves_too_few_the_board_warns()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8);
        await it.StaffComesAsync("L1-A", "S1");
        await it.StaffComesAsync("L1-A", "S2");
        await it.ArriveAsync("L1-A", "K1", "K2", "K3", "K4", "K5", "K6");
        it.At(12, 14);
        (await it.BoardAsync("L1-A")).Short.ShouldBeNull();
        it.At(12, 15);
        var shortage = (await it.BoardAsync("L1-A")).Short.ShouldNotBeNull();
        (shortage.From, shortage.Until, shortage.Staff, shortage.Required).ShouldBe((new LocalTime(12, 30), new LocalTime(13, 0), 1, 2));
        shortage.Spare.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_group_of_the_location_that_has_one_to_spare_is_named()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(9);
        await it.StaffComesAsync("L1-A", "S1");
        await it.ArriveAsync("L1-A", "K1", "K2", "K3", "K4", "K5", "K6");
        await it.StaffComesAsync("L1-B", "S2");
        await it.StaffComesAsync("L1-B", "S3");
        await it.StaffComesAsync("L1-B", "S4");
        await it.ArriveAsync("L1-B", "K7", "K8", "K9");
        var shortage = (await it.BoardAsync("L1-A")).Short.ShouldNotBeNull();
        shortage.From.ShouldBeNull();
        var spare = shortage.Spare.ShouldHaveSingleItem();
        (spare.GroupName, spare.Count).ShouldBe(("Vissen", 1));
        spare.Staff.Select(m => m.FirstName).ShouldBe(["Murat", "Iris"], ignoreOrder: true);

        await it.StaffComesAsync("L1-A", "S2");
        var after = await it.BoardAsync("L1-A");
        after.Short.ShouldBeNull();
        after.Ratio!.Status.ShouldBe(RatioStatus.Met);
        (await it.BoardAsync("L1-B")).Ratio!.Status.ShouldBe(RatioStatus.Met);
    }

    [Fact]
    public async Task Who_is_on_a_break_stands_there_and_is_counted_again_after_it()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(11);
        await it.StaffComesAsync("L1-A", "S1");
        await it.StaffComesAsync("L1-A", "S2");
        await it.ArriveAsync("L1-A", "K1", "K2", "K3", "K4", "K5", "K6");
        await it.SendAsync(new CheckOutStaff.Command { GroupCode = "L1-A", StaffId = it.Staff("S2"), IsBreak = true });
        var board = await it.BoardAsync("L1-A");
        board.Team.Select(m => m.FirstName).ShouldBe(["Sanne"]);
        board.Breaks.Select(m => (m.FirstName, m.Since)).ShouldBe([("Murat", new LocalTime(11, 0))]);
        (board.Short!.Until, board.Ratio!.Status).ShouldBe((new LocalTime(11, 30), RatioStatus.Deviation));

        it.At(11, 20);
        await it.StaffComesAsync("L1-A", "S2");
        (await it.BoardAsync("L1-A")).Breaks.ShouldBeEmpty();
        it.At(11, 30);
        await it.SendAsync(new CheckOutStaff.Command { GroupCode = "L1-A", StaffId = it.Staff("S2") });
        (await it.BoardAsync("L1-A")).Breaks.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_alone_where_more_are_needed_asks_for_a_second_adult_in_the_building()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(9);
        await it.StaffComesAsync("L1-A", "S1");
        await it.ArriveAsync("L1-A", "K1", "K2", "K3", "K4", "K5", "K6");
        (await it.BoardAsync("L1-A")).Alone.Alone.ShouldBe(Alone.SecondAdult);
        await it.StaffComesAsync("L1-B", "S4");
        (await it.BoardAsync("L1-A")).Alone.Alone.ShouldBe(Alone.No);
    }

    [Fact]
    public async Task More_interns_that_count_than_may_is_told()
    {
        await using var it = await AttendanceHost.CreateAsync(null, ("staff.csv", "number,first_name,last_name,job,counts_in_ratio,register_checked_on,starts_on\nS1,Sanne,Jansen,trainee,true,2024-01-01,2024-01-01\nS2,Murat,Kaya,practitioner,true,2024-01-01,2024-01-01\nS3,Iris,Bos,practitioner,true,2024-01-01,2024-01-01\nS4,Tim,Vos,intern,true,2024-01-01,2024-01-01"));
        it.At(9);
        await it.StaffComesAsync("L1-A", "S1");
        await it.StaffComesAsync("L1-A", "S2");
        await it.ArriveAsync("L1-A", "K1", "K2", "K3", "K4", "K5", "K6");
        (await it.BoardAsync("L1-A")).Warnings.ShouldBeEmpty();
        await it.StaffComesAsync("L1-A", "S4");
        (await it.BoardAsync("L1-A")).Warnings.Single().Key.ShouldBe("ratio.warning.trainees");
    }

    [Fact]
    public async Task Who_forgot_to_leave_is_asked_the_next_morning_and_only_of_themselves()
    {
        await using var it = await AttendanceHost.CreateAsync(AttendanceHost.Friday.PlusDays(-1).At(new LocalTime(9, 0)));
        await it.StaffComesAsync("L1-A", "S1");
        await it.StaffComesAsync("L1-A", "S2");
        it.At(7, 30);
        var forgotten = (await AsAsync("S1")).ShouldHaveSingleItem();
        (forgotten.Date, forgotten.GroupName).ShouldBe((AttendanceHost.Friday.PlusDays(-1), "Vlinders"));
        (await it.BoardAsync("L1-A")).Forgotten.ShouldBeEmpty();
        (await it.SendAsync(new Attendance.Corrections.CorrectPresence.Command { Id = forgotten.PresenceId, IsStaff = true, GroupCode = "L1-A", ArrivedAt = new LocalTime(9, 0), DepartedAt = new LocalTime(17, 0), Reason = "Vergeten" })).IsSuccess.ShouldBeTrue();
        (await AsAsync("S1")).ShouldBeEmpty();
        (await AsAsync("S2")).Count.ShouldBe(1);

        async Task<IReadOnlyList<GetGroupBoard.Forgotten>> AsAsync(string number) =>
            (await it.SendAsync(new GetGroupBoard.Query("L1-A", null), AttendanceHost.OfGroupA with { Scope = AttendanceHost.OfGroupA.Scope with { Own = [new(StaffFile.Subject, it.Staff(number))] } })).Value.Forgotten;
    }

    [Fact]
    public async Task Who_should_have_been_there_half_an_hour_ago_is_late_unless_somebody_told_why()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(8, 29);
        (await it.BoardAsync("L1-A")).Tiles.ShouldAllBe(t => !t.IsLate);
        await it.SendAsync(new ReportAbsence.Command { GroupCode = "L1-A", ChildIds = [it.Child("K1")], From = AttendanceHost.Friday, To = AttendanceHost.Friday, Reason = "sick" });
        await it.ArriveAsync("L1-A", "K2");
        it.At(8, 30);
        (await it.BoardAsync("L1-A")).Tiles.Where(t => t.IsLate).Select(t => t.Number).ShouldBe(["K3", "K4", "K5", "K6"], ignoreOrder: true);
    }
}

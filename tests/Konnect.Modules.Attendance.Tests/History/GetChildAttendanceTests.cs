using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Domain.Taps;
using Konnect.Modules.Attendance.History;
using Konnect.Modules.Attendance.Persistence;
using Konnect.Modules.Children.Contracts;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.History;

public sealed class GetChildAttendanceTests : IAsyncLifetime
{
    private static readonly YearMonth November = new(2026, 11);

    private KonnectHost host = null!;

    public async Task InitializeAsync()
    {
        host = await Neighbourhood.CreateAsync();
        await SampleOrganisation.ImportAsync(
            host,
            ("attendance.csv", """
                child_number,group_code,date,arrived,departed
                K001,L1-VLI,2026-10-31,08:00,17:00
                K001,L1-VLI,2026-11-02,07:42,18:05
                K001,L1-VLI,2026-11-09,08:00,12:00
                K001,L1-VIS,2026-11-09,12:00,17:30
                K001,L1-VLI,2026-11-16,08:10,
                K001,L1-VLI,2026-11-20,08:15,
                K002,L1-VIS,2026-11-02,09:00,17:00
                """),
            ("absences.csv", """
                child_number,from_date,to_date,reason,reported_at
                K001,2026-10-26,2026-11-01,sick,2026-10-26 07:12
                K001,2026-11-25,2026-12-02,holiday,
                K001,2026-12-28,2026-12-28,other,
                """));
    }

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Tells_the_times_and_the_length_of_every_day_of_the_month_the_latest_first()
    {
        var history = await ReadAsync();
        history.Month.ShouldBe(November);
        history.Presences.Select(p => (p.Date.Day, p.GroupName, p.ArrivedAt, p.DepartedAt, p.Minutes, p.State)).ShouldBe(
        [
            (20, "Vlinders", new LocalTime(8, 15), null, null, GetChildAttendance.PresenceState.Present),
            (16, "Vlinders", new(8, 10), null, null, GetChildAttendance.PresenceState.NotCheckedOut),
            (9, "Vissen", new(12, 0), new(17, 30), 330, GetChildAttendance.PresenceState.Closed),
            (9, "Vlinders", new(8, 0), new(12, 0), 240, GetChildAttendance.PresenceState.Closed),
            (2, "Vlinders", new(7, 42), new(18, 5), 623, GetChildAttendance.PresenceState.Closed),
        ]);
    }

    [Fact]
    public async Task Adds_up_days_and_minutes()
    {
        var history = await ReadAsync();
        (history.DaysPresent, history.Minutes, history.Corrections).ShouldBe((4, 330 + 240 + 623, 0));
    }

    [Fact]
    public async Task Another_month_is_a_question_away()
    {
        var october = await ReadAsync(new(2026, 10));
        (october.Month, october.Presences.Single().Date, october.Absences.Single().Reason).ShouldBe((new YearMonth(2026, 10), new LocalDate(2026, 10, 31), AbsenceReason.Sick));
        (await ReadAsync(new(2026, 9))).Presences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tells_the_absences_that_touch_the_month_the_latest_first() =>
        (await ReadAsync()).Absences.ShouldBe(
        [
            new(new(2026, 11, 25), new(2026, 12, 2), AbsenceReason.Holiday, null),
            new(new(2026, 10, 26), new(2026, 11, 1), AbsenceReason.Sick, new LocalDateTime(2026, 10, 26, 7, 12)),
        ]);

    [Fact]
    public async Task A_correction_shows_the_old_value_who_when_and_why()
    {
        await ChangeAsync(2, presence => presence.Correct("L1-VLI", "L1", presence.ArrivedAt, At(2, 17, 0), "Ilse", host.Clock.Now, "verkeerd kind afgemeld").ShouldBeNull());
        await ChangeAsync(2, presence => presence.Correct("L1-VIS", "L1", At(2, 8, 0), At(2, 17, 0), "Bo", host.Clock.Now + Duration.FromMinutes(5), "was bij de Vissen").ShouldBeNull());

        var history = await ReadAsync();
        var presence = history.Presences.Single(p => p.Date.Day == 2);
        (presence.GroupName, presence.ArrivedAt, presence.DepartedAt, presence.Minutes).ShouldBe(("Vissen", new(8, 0), new(17, 0), 540));
        presence.Corrections.ShouldBe(
        [
            new("Vlinders", new(7, 42), new LocalTime(18, 5), "Ilse", new(2026, 11, 20, 10, 0), "verkeerd kind afgemeld"),
            new("Vlinders", new(7, 42), new LocalTime(17, 0), "Bo", new(2026, 11, 20, 10, 5), "was bij de Vissen"),
        ]);
        history.Corrections.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_taken_back_with_a_reason_stays_to_be_seen_and_counts_no_more()
    {
        await ChangeAsync(2, presence => presence.Withdraw("Ilse", host.Clock.Now, "was er niet", isUndo: false));

        var history = await ReadAsync();
        var presence = history.Presences.Single(p => p.Date.Day == 2);
        (presence.State, presence.Corrections.Single().Reason).ShouldBe((GetChildAttendance.PresenceState.Withdrawn, "was er niet"));
        (history.DaysPresent, history.Minutes, history.Corrections).ShouldBe((3, 330 + 240, 1));
    }

    [Fact]
    public async Task A_tap_that_was_undone_at_once_is_no_correction()
    {
        await ChangeAsync(2, presence => presence.Become(new Stay(presence.Id, presence.LocationCode, presence.GroupCode, presence.ArrivedAt, null), "Lisa", host.Clock.Now, ""));
        await ChangeAsync(20, presence => presence.Withdraw("Lisa", host.Clock.Now, "", isUndo: true));

        var history = await ReadAsync();
        history.Presences.ShouldAllBe(p => p.Corrections.Count == 0);
        history.Presences.ShouldNotContain(p => p.Date.Day == 20);
        history.Presences.Single(p => p.Date.Day == 2).State.ShouldBe(GetChildAttendance.PresenceState.NotCheckedOut);
        history.Corrections.ShouldBe(0);
    }

    [Fact]
    public async Task A_length_over_a_clock_change_is_the_time_that_passed()
    {
        await SampleOrganisation.ImportAsync(host, ("attendance.csv", "child_number,group_code,date,arrived,departed\nK001,L1-VLI,2026-10-25,01:30,04:00\n"));
        (await ReadAsync(new(2026, 10))).Presences.Single(p => p.Date.Day == 25).Minutes.ShouldBe(210);
    }

    [Fact]
    public async Task A_practitioner_sees_the_attendance_of_a_child_of_the_own_group() =>
        (await host.SendAsync(new GetChildAttendance.Query("K001"), Practitioner("L1-VLI"))).Value.Presences.Count.ShouldBe(5);

    [Theory]
    [InlineData("K002")]
    [InlineData("K003")]
    [InlineData("K006")]
    [InlineData("K999")]
    public async Task A_child_of_another_group_is_as_unknown_as_one_that_is_not_there(string number)
    {
        var error = (await host.SendAsync(new GetChildAttendance.Query(number), Practitioner("L1-VLI"))).Errors.Single();
        (error.Kind, error.Code, error.Args.Count).ShouldBe((ErrorKind.NotFound, "children.unknown", 0));
    }

    [Fact]
    public async Task Who_lacks_the_permission_is_refused() =>
        (await host.SendAsync(new GetChildAttendance.Query("K001"), new TestUser("Sam", AccessScope.Everything))).Errors.Single().Kind.ShouldBe(ErrorKind.Forbidden);

    private static TestUser Practitioner(params string[] groups) => new("Lisa", new AccessScope(false, [], groups), AttendancePermissions.View);

    private static Instant At(int day, int hour, int minute) => KonnectHost.Zone.At(new(2026, 11, day), new(hour, minute));

    private async Task<GetChildAttendance.Response> ReadAsync(YearMonth? month = null) =>
        (await host.SendAsync(new GetChildAttendance.Query("K001", month), new TestUser("Bo", AccessScope.Everything, AttendancePermissions.View))).Value;

    private Task ChangeAsync(int day, Action<ChildPresence> change) => host.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<AttendanceDbContext>();
        var child = await services.GetRequiredService<IChildDirectory>().FindByNumberAsync("K001", CancellationToken.None);
        change(await db.ChildPresences.SingleAsync(p => p.ChildId == child!.Id && p.Date == new LocalDate(2026, 11, day)));
        return await db.SaveChangesAsync();
    });
}

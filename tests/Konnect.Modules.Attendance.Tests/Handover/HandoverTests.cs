using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Handover;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Handover;

/// <summary>Notes from one shift to the next.</summary>
public abstract class HandoverTests
{
    private protected static readonly TestUser OfGroupA = AttendanceHost.OfGroupA with { Permissions = [AttendancePermissions.View, AttendancePermissions.HandOver] };

    private protected static WriteNote.Command Note(string text) => new() { RequestId = Guid.NewGuid(), GroupCode = "L1-A", Text = text };
}

public class WriteNoteTests : HandoverTests
{
    [Fact]
    public async Task The_next_shift_finds_it_on_the_board_once()
    {
        await using var it = await AttendanceHost.CreateAsync();
        var note = Note("  Kind1 heeft <b>zalf</b> gehad  ");
        (await it.SendAsync(note, OfGroupA)).IsSuccess.ShouldBeTrue();
        (await it.SendAsync(note, OfGroupA)).IsSuccess.ShouldBeTrue();
        var open = (await it.SendAsync(new ListNotes.Query("L1-A"), OfGroupA)).Value.Open.Single();
        (open.Text, open.WrittenBy).ShouldBe(("Kind1 heeft <b>zalf</b> gehad", "Sanne"));
        (await it.BoardAsync("L1-A")).Notes.ShouldBe(1);
    }

    [Fact]
    public async Task One_that_a_device_kept_is_of_when_and_by_whom_it_was_written_and_sent_twice_it_is_one()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(12);
        var note = Note("Zalf gegeven") with { At = it.Host.Clock.Now - Duration.FromMinutes(50), AheadSeconds = 600, SentAt = it.Host.Clock.Now + Duration.FromMinutes(10), Holder = it.Host.Services.GetRequiredService<DeviceHolder>().Seal("Iris") };
        (await it.SendAsync(note, OfGroupA)).IsSuccess.ShouldBeTrue();
        it.At(12, 5);
        (await it.SendAsync(note, OfGroupA)).IsSuccess.ShouldBeTrue();
        var open = (await it.SendAsync(new ListNotes.Query("L1-A"), OfGroupA)).Value.Open.ShouldHaveSingleItem();
        (open.WrittenAt.TimeOfDay, open.WrittenBy).ShouldBe((new LocalTime(11, 0), "Iris"));
    }

    [Fact]
    public async Task A_time_ahead_is_now_a_made_up_name_is_the_senders_and_one_of_long_ago_is_refused()
    {
        await using var it = await AttendanceHost.CreateAsync();
        it.At(12);
        var now = it.Host.Clock.Now;
        (await it.SendAsync(Note("x") with { At = now + Duration.FromHours(3), AheadSeconds = 0, SentAt = now, Holder = "Iris" }, OfGroupA)).IsSuccess.ShouldBeTrue();
        var open = (await it.SendAsync(new ListNotes.Query("L1-A"), OfGroupA)).Value.Open.Single();
        (open.WrittenAt.TimeOfDay, open.WrittenBy).ShouldBe((new LocalTime(12, 0), "Sanne"));
        (await it.SendAsync(Note("x") with { At = now - Duration.FromDays(15), AheadSeconds = 0, SentAt = now }, OfGroupA)).Errors.Single().Code.ShouldBe("attendance.note-too-old");
    }

    [Fact]
    public async Task What_it_says_is_not_readable_in_the_database()
    {
        await using var it = await AttendanceHost.CreateAsync();
        await it.SendAsync(Note("koorts"), OfGroupA);
        var found = await it.QueryAsync(async db =>
        {
            var table = db.Model.GetEntityTypes().Single(t => t.ClrType.Name == "HandoverNote");
            await db.Database.OpenConnectionAsync();
            await using var command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"select * from {(table.GetSchema() is { } schema ? $"\"{schema}\"." : "")}\"{table.GetTableName()}\"";
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            return values;
        });
        found.Length.ShouldBeGreaterThan(5);
        found.ShouldNotContain(v => (v is byte[] ? System.Text.Encoding.UTF8.GetString((byte[])v) : v.ToString()!).Contains("koorts"));
    }

    [Theory]
    [InlineData(0, "attendance.note-empty")]
    [InlineData(1001, "attendance.note-long")]
    public async Task Too_little_and_too_much_are_refused(int length, string code)
    {
        await using var it = await AttendanceHost.CreateAsync();
        (await it.SendAsync(Note(new string('x', length)), OfGroupA)).Errors.Select(e => (e.Code, e.Field)).ShouldBe([(code, "Text")]);
    }
}

public class ListNotesTests : HandoverTests
{
    [Fact]
    public async Task What_was_done_stays_for_a_week_and_another_group_sees_nothing()
    {
        await using var it = await AttendanceHost.CreateAsync();
        await it.SendAsync(Note("Luiers bijvullen"), OfGroupA);
        var id = (await it.SendAsync(new ListNotes.Query("L1-A"), OfGroupA)).Value.Open.Single().Id;
        await it.SendAsync(new FinishNote.Command { GroupCode = "L1-A", NoteId = id }, OfGroupA);
        (await it.SendAsync(new ListNotes.Query("L1-A"), OfGroupA)).Value.Done.Single().DoneBy.ShouldBe("Sanne");
        it.At(12, 0, AttendanceHost.Friday.PlusDays(8));
        (await it.SendAsync(new ListNotes.Query("L1-A"), OfGroupA)).Value.Done.ShouldBeEmpty();
        (await it.SendAsync(new ListNotes.Query("L1-B"), OfGroupA)).Errors.Single().Code.ShouldBe("attendance.group-unknown");
    }
}

public class FinishNoteTests : HandoverTests
{
    [Fact]
    public async Task Done_can_be_taken_back_and_notes_of_other_groups_are_not_there()
    {
        await using var it = await AttendanceHost.CreateAsync();
        await it.SendAsync(Note("Luiers bijvullen"), OfGroupA);
        var id = (await it.SendAsync(new ListNotes.Query("L1-A"), OfGroupA)).Value.Open.Single().Id;
        await it.SendAsync(new FinishNote.Command { GroupCode = "L1-A", NoteId = id }, OfGroupA);
        (await it.BoardAsync("L1-A")).Notes.ShouldBe(0);
        await it.SendAsync(new FinishNote.Command { GroupCode = "L1-A", NoteId = id, IsUndo = true }, OfGroupA);
        (await it.BoardAsync("L1-A")).Notes.ShouldBe(1);
        (await it.SendAsync(new FinishNote.Command { GroupCode = "L1-B", NoteId = id })).Errors.Single().Code.ShouldBe("attendance.note-unknown");
    }
}

using System.Data.Common;
using System.Text;
using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Contracts;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Files;
using Konnect.Modules.Children.Persistence;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Children.Tests.Persistence;

/// <summary>Notes are text for who works with them, and bytes in the database.</summary>
public sealed class SealedNotesTests : IAsyncLifetime
{
    private KonnectHost host = null!;

    public async Task InitializeAsync() => host = await Neighbourhood.CreateAsync();

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task The_database_holds_no_text_of_a_note()
    {
        (await StoredAsync()).ShouldAllBe(stored => Envelope.VersionOf(stored) == 1);
        (await HoldsAsync("Pinda")).ShouldBeFalse();
        (await HoldsAsync("Inhalator bij inspanning")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_text_twice_is_not_the_same_bytes()
    {
        await AddAsync("Kat", "Kat");
        (await StoredAsync()).Select(Convert.ToHexString).ShouldBeUnique();
    }

    [Fact]
    public async Task An_import_of_the_same_notes_changes_nothing()
    {
        var before = (await StoredAsync()).ConvertAll(Convert.ToHexString);
        var report = await SampleOrganisation.ImportAsync(host, Neighbourhood.Files);
        report.Files.Single(f => f.File == "notes.csv").ShouldSatisfyAllConditions(f => f.New.ShouldBe(0), f => f.Changed.ShouldBe(0), f => f.Unchanged.ShouldBe(5));
        (await StoredAsync()).ConvertAll(Convert.ToHexString).ShouldBe(before, ignoreOrder: true);
    }

    [Fact]
    public async Task Saving_what_was_read_writes_nothing_and_what_changed_is_told_by_the_trail()
    {
        var child = await WithAsync(async db =>
        {
            var note = await db.Notes.SingleAsync(n => n.Kind == NoteKind.Sleep);
            (await db.SaveChangesAsync()).ShouldBe(0);
            typeof(Note).GetProperty(nameof(Note.Text))!.SetValue(note, "Slaapt met aap");
            (await db.SaveChangesAsync()).ShouldBe(1);
            return note.ChildId;
        });
        await WithAsync(async db =>
        {
            var note = await db.Notes.SingleAsync(n => n.Kind == NoteKind.Sleep);
            note.Text.ShouldBe("Slaapt met aap");
            db.Notes.Remove(note);
            return await db.SaveChangesAsync();
        });

        var lines = await host.InScopeAsync(services => services.GetRequiredService<IFileTrail>().ListAsync([child.ToString()], null, 10, CancellationToken.None));
        lines.SelectMany(l => l.Changes).SelectMany(c => c.Fields).Where(f => f.Name == "Text").ShouldBe([new("Text", "Slaapt met aap", null), new("Text", "Slaapt met beer", "Slaapt met aap")]);
        (await HoldsAsync("Slaapt met aap")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_change_of_what_was_read_without_tracking_is_refused()
    {
        await WithAsync(async db =>
        {
            var note = await db.Notes.AsNoTracking().SingleAsync(n => n.Kind == NoteKind.Sleep);
            db.Notes.Update(note);
            (await Should.ThrowAsync<InvalidOperationException>(db.SaveChangesAsync())).Message.ShouldContain("read the entity with tracking");
            return 0;
        });
    }

    [Fact]
    public async Task A_query_gives_the_text_and_can_t_search_by_it()
    {
        await WithAsync(async db =>
        {
            (await db.Notes.Where(n => n.Kind == NoteKind.Diet).Select(n => n.Text).SingleAsync()).ShouldBe("Geen varkensvlees");
            await Should.ThrowAsync<InvalidOperationException>(db.Notes.Where(n => n.Text == "Pinda").ToListAsync());
            await Should.ThrowAsync<InvalidOperationException>(db.Notes.OrderBy(n => n.Text).ToListAsync());
            return 0;
        });
    }

    [Fact]
    public async Task A_note_that_can_t_be_read_says_so_wherever_it_is_and_none_is_given_away()
    {
        await SpoilAsync(NoteKind.Allergy);
        var file = (await host.SendAsync(new GetChildFile.Query("K001"), People.Office)).Value;
        file.Notes.Single(n => n.Kind == "allergy").Texts.ShouldBe([null, null]);
        file.Notes.Single(n => n.Kind == "sleep").Texts.ShouldBe(["Slaapt met beer"]);
        (await host.SendAsync(new FindChildren.Query("K001"), People.Office)).Value.Children.Single().Alerts.Select(a => (a.Kind, a.Text))
            .ShouldBe([("allergy", null), ("allergy", null), ("medical", "Inhalator bij inspanning"), ("diet", "Geen varkensvlees")]);
        var export = await host.InScopeAsync(services => services.GetRequiredService<ExchangeExport>().RunAsync(Path.Combine(host.DataDirectory, "out"), null, CancellationToken.None));
        export.Errors.ShouldHaveSingleItem().ShouldSatisfyAllConditions(e => e.Code.ShouldBe("exchange.unreadable"), e => e.Args.ShouldBe(["notes.csv"]));
        Directory.GetFiles(Path.Combine(host.DataDirectory, "out")).ShouldBeEmpty();
        (await host.InScopeAsync(services => services.GetRequiredService<SealedRows>().CountAsync(CancellationToken.None))).ShouldBe(new SealedCount(5, 2));
    }

    [Fact]
    public async Task What_can_t_be_read_is_never_stored_as_a_text()
    {
        await SpoilAsync(NoteKind.Sleep);
        var before = (await StoredAsync()).ConvertAll(Convert.ToHexString);
        await WithAsync(async db =>
        {
            await db.Notes.ToListAsync();
            return await db.SaveChangesAsync();
        });
        (await StoredAsync()).ConvertAll(Convert.ToHexString).ShouldBe(before);
        await Should.ThrowAsync<InvalidOperationException>(AddAsync(SealedText.Unreadable));
    }

    [Fact]
    public async Task Notes_are_sealed_anew_at_the_start_after_their_key_was_replaced()
    {
        await SpoilAsync(NoteKind.Sleep);
        host.Services.GetRequiredService<SealingKeys>().Replace("texts").ShouldBe(2);
        (await TextsAsync()).ShouldBe(["Kat", "Pinda", "Geen varkensvlees", "Inhalator bij inspanning", SealedText.Unreadable], ignoreOrder: true);
        await AddAsync("Appel");
        (await StoredAsync()).Count(stored => Envelope.VersionOf(stored) == 2).ShouldBe(1);

        await StartAsync();

        (await StoredAsync()).Count(stored => Envelope.VersionOf(stored) == 2).ShouldBe(5);
        (await TextsAsync()).ShouldBe(["Appel", "Kat", "Pinda", "Geen varkensvlees", "Inhalator bij inspanning", SealedText.Unreadable], ignoreOrder: true);
    }

    [Fact]
    public async Task Plain_notes_of_an_earlier_release_are_kept_and_sealed_and_nothing_plain_is_left()
    {
        var texts = Enumerable.Range(1, 1200).Select(i => $"Allergisch voor soort {i}, ook gekookt: één ei").ToList();
        await PlainAsync(texts);
        (await HoldsAsync("Allergisch voor soort 700,")).ShouldBeTrue("the test must find what lies there plain");

        await MigrateAsync(null);
        (await TextsAsync()).ShouldAllBe(text => text == SealedText.Unreadable);
        await host.Services.GetRequiredService<DatabaseMigrator>().MigrateNowAsync(CancellationToken.None);

        (await TextsAsync()).ShouldBe(texts, ignoreOrder: true);
        (await StoredAsync()).ShouldAllBe(stored => Envelope.VersionOf(stored) == 1);
        (await HoldsAsync("Allergisch")).ShouldBeFalse();
        (await HoldsAsync("gekookt")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_start_that_was_stopped_amid_the_sealing_is_finished_by_the_next()
    {
        var texts = Enumerable.Range(1, 1200).Select(i => $"Allergisch voor soort {i}").ToList();
        await PlainAsync(texts);
        await MigrateAsync(null);
        await ExecuteAsync(IsPostgres
            ? """
              CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF (SELECT count(*) FROM children.notes WHERE substr(sealed_text, 1, 1) = '\x01') >= 700 THEN RAISE EXCEPTION 'stopped'; END IF;
                RETURN NEW;
              END $$;
              CREATE TRIGGER stop BEFORE UPDATE ON children.notes FOR EACH ROW EXECUTE FUNCTION stop()
              """
            : """
              CREATE TRIGGER stop BEFORE UPDATE ON children_notes WHEN (SELECT count(*) FROM children_notes WHERE substr(sealed_text, 1, 1) = x'01') >= 700
                BEGIN SELECT RAISE(ABORT, 'stopped'); END
              """);
        (await Should.ThrowAsync<DbException>(StartAsync())).Message.ShouldContain("stopped");
        (await StoredAsync()).Count(stored => Envelope.VersionOf(stored) is null).ShouldBe(700, "one transaction of 500 rows stands, the next was taken back");
        await ExecuteAsync(IsPostgres ? "DROP TRIGGER stop ON children.notes" : "DROP TRIGGER stop");

        await StartAsync();
        (await TextsAsync()).ShouldBe(texts, ignoreOrder: true);
        (await HoldsAsync("Allergisch")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_start_that_was_stopped_before_the_cleaning_is_cleaned_by_the_next()
    {
        if (IsPostgres)
            return;
        await PlainAsync([.. Enumerable.Range(1, 300).Select(i => $"Allergisch voor soort {i}")]);
        await ExecuteAsync("DELETE FROM children_notes; PRAGMA user_version = 1");
        await MigrateAsync(null);
        (await HoldsAsync("Allergisch")).ShouldBeTrue("the test must find what lies in free pages");
        await StartAsync();
        (await HoldsAsync("Allergisch")).ShouldBeFalse();
        (await WithAsync(db => db.Database.SqlQueryRaw<long>("SELECT user_version AS Value FROM pragma_user_version").SingleAsync())).ShouldBe(0);
    }

    private bool IsPostgres => host.Services.GetRequiredService<DatabaseSettings>().IsPostgres;

    private Task StartAsync() => host.Services.GetRequiredService<DatabaseMigrator>().MigrateAsync(CancellationToken.None);

    private Task<T> WithAsync<T>(Func<ChildrenDbContext, Task<T>> work) => host.InScopeAsync(services => work(services.GetRequiredService<ChildrenDbContext>()));

    private Task<List<byte[]>> StoredAsync() => WithAsync(db => db.Notes.OrderBy(n => n.Id).Select(n => EF.Property<byte[]>(n, "SealedText")).ToListAsync());

    private Task<List<string>> TextsAsync() => WithAsync(db => db.Notes.Select(n => n.Text).ToListAsync());

    private Task<int> AddAsync(params string[] texts) => WithAsync(async db =>
    {
        var child = await db.Children.Where(c => c.Number == "K002").Select(c => c.Id).SingleAsync();
        db.Notes.AddRange(texts.Select(text => new Note { ChildId = child, Kind = NoteKind.Other, Text = text }));
        return await db.SaveChangesAsync();
    });

    /// <summary>What somebody changed behind the product's back.</summary>
    private Task<int> SpoilAsync(NoteKind kind) => WithAsync(db =>
        db.Notes.Where(n => n.Kind == kind).ExecuteUpdateAsync(s => s.SetProperty(n => EF.Property<byte[]>(n, "SealedText"), new byte[] { 1, 0, 1, 9, 9 })));

    private Task<bool> MigrateAsync(string? target) => WithAsync(async db =>
    {
        await db.GetService<IMigrator>().MigrateAsync(target);
        return true;
    });

    private Task<int> ExecuteAsync(string sql) => WithAsync(db => db.Database.ExecuteSqlRawAsync(sql));

    /// <summary>The database as the release before left it, with these notes of one child.</summary>
    private async Task PlainAsync(IReadOnlyList<string> texts)
    {
        await MigrateAsync("BlockedGuardians");
        var (all, one) = IsPostgres
            ? ("DELETE FROM children.notes", "INSERT INTO children.notes (id, child_id, kind, text) VALUES ({0}, {1}, 'Allergy', {2})")
            : ("DELETE FROM children_notes", "INSERT INTO children_notes (id, child_id, kind, text) VALUES ({0}, {1}, 'Allergy', {2})");
        await ExecuteAsync(all);
        await WithAsync(async db =>
        {
            var child = await db.Children.Where(c => c.Number == "K001").Select(c => c.Id).SingleAsync();
            await using var transaction = await db.Database.BeginTransactionAsync();
            foreach (var text in texts)
                await db.Database.ExecuteSqlRawAsync(one, Guid.CreateVersion7(), child, text);
            await transaction.CommitAsync();
            return 0;
        });
    }

    /// <summary>True when the text can be read in what the database keeps: every file of SQLite, every note of PostgreSQL.</summary>
    private async Task<bool> HoldsAsync(string text)
    {
        if (!IsPostgres)
            return Directory.GetFiles(host.DataDirectory, "konnect.db*").Any(file => Read(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);
        return await WithAsync(db => db.Database.SqlQueryRaw<bool>(
            "SELECT EXISTS (SELECT 1 FROM children.notes n WHERE n::text LIKE {0} OR n::text LIKE {1}) AS \"Value\"", $"%{text}%", $"%{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text))}%").SingleAsync());
    }

    private static byte[] Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

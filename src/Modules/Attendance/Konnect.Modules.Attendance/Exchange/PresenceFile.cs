using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.BuildingBlocks.Time;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using NodaTime;

namespace Konnect.Modules.Attendance.Exchange;

/// <summary>A row of a presence file, whoever it is about.</summary>
internal interface IPresenceRow
{
    string Person { get; }

    string GroupCode { get; }

    LocalDate Date { get; }

    LocalTime Arrived { get; }

    LocalTime? Departed { get; }
}

/// <summary>
/// What the presence files of children and of staff share. The register is evidence: a row that differs from what is registered is a correction
/// that keeps the old value, and a row that tells what was corrected or withdrawn in Konnect afterwards changes nothing.
/// </summary>
internal abstract class PresenceFile<TRow, TPresence>(AttendanceDbContext db, PresenceImport import, ICurrentUser user, ZonedClock clock) : ExchangeFile<TRow, TPresence>(db)
    where TRow : class, IPresenceRow
    where TPresence : Presence
{
    /// <summary>The reason kept with a correction.</summary>
    private const string Reason = "Import";

    private readonly Dictionary<(Guid Person, LocalDate Date), List<TPresence>> loaded = [];
    private Dictionary<string, Guid>? ids;
    private Dictionary<Guid, string> numbers = [];

    /// <summary>The module's own tables.</summary>
    protected AttendanceDbContext Db { get; } = db;

    /// <summary>The source's numbers of everybody and our keys.</summary>
    protected abstract Task<Dictionary<string, Guid>> NumbersAsync(CancellationToken cancellationToken);

    /// <summary>The presences, standing or withdrawn, of these people between these days.</summary>
    protected abstract Task<List<TPresence>> LoadAsync(IReadOnlyList<Guid> people, LocalDate from, LocalDate to, CancellationToken cancellationToken);

    /// <summary>Whose presence it is.</summary>
    protected abstract Guid PersonOf(TPresence presence);

    /// <summary>Makes a presence.</summary>
    protected abstract TPresence Make(Guid person, TRow row, string location, Instant arrivedAt, Instant? departedAt, Instant now);

    /// <summary>Makes a row.</summary>
    protected abstract TRow Make(string person, string group, LocalDate date, LocalTime arrived, LocalTime? departed);

    /// <summary>Looks up the numbers, once everybody is there.</summary>
    protected async Task LookUpAsync(CancellationToken cancellationToken)
    {
        await import.LoadAsync(cancellationToken);
        if (ids is not null)
            return;
        ids = await NumbersAsync(cancellationToken);
        numbers = ids.ToDictionary(p => p.Value, p => p.Key);
    }

    protected sealed override void Check(TRow row, RowErrors errors)
    {
        if (row.Departed < row.Arrived)
            errors.Add(nameof(row.Departed), Error.Invalid("attendance.departure-before-arrival"));
    }

    protected sealed override async Task<IReadOnlyList<TPresence>> LoadAsync(IReadOnlyList<TRow> rows, CancellationToken cancellationToken)
    {
        await LookUpAsync(cancellationToken);
        loaded.Clear();
        if (rows.Count == 0)
            return [];
        var people = rows.Select(r => ids![r.Person]).Distinct().ToList();
        var presences = await LoadAsync(people, rows.Min(r => r.Date), rows.Max(r => r.Date), cancellationToken);
        // Of two with one key the one that stands is the one that is meant.
        presences.Sort((a, b) => (a.WithdrawnAt is null).CompareTo(b.WithdrawnAt is null));
        presences.ForEach(Keep);
        return presences;
    }

    protected sealed override TRow ToRow(TPresence entity) =>
        Make(numbers.GetValueOrDefault(PersonOf(entity), ""), entity.GroupCode, entity.Date, entity.ArrivedAt.TimeIn(clock.Zone), entity.DepartedAt?.TimeIn(clock.Zone));

    protected sealed override TPresence Create(TRow row, RowErrors errors)
    {
        var location = import.LocationOf(row.GroupCode);
        var presence = Make(ids![row.Person], row, location, ArrivalOf(row), DepartureOf(row), clock.GetCurrentInstant());
        Keep(presence);
        import.Changed(location, row.Date, row.Date);
        return presence;
    }

    protected sealed override bool Update(TPresence entity, TRow row, RowErrors errors)
    {
        var now = clock.GetCurrentInstant();
        var arrivedAt = row.Arrived == entity.ArrivedAt.TimeIn(clock.Zone) ? entity.ArrivedAt : ArrivalOf(row);
        // An empty departure is unknown to the source, which is no reason to forget it.
        var departedAt = row.Departed is null || row.Departed == entity.DepartedAt?.TimeIn(clock.Zone) ? entity.DepartedAt : DepartureOf(row);
        var isMoved = row.GroupCode != entity.GroupCode || arrivedAt != entity.ArrivedAt;
        if ((!isMoved && departedAt == entity.DepartedAt) || entity.WithdrawnAt is not null || entity.Corrections.Exists(c => Tells(row, c)))
            return false;
        import.Changed(entity.LocationCode, row.Date, row.Date);
        var location = import.LocationOf(row.GroupCode);
        var refusal = isMoved || entity.DepartedAt is not null
            ? entity.Correct(row.GroupCode, location, arrivedAt, departedAt, user.Name, now, Reason)
            : entity.Leave(departedAt!.Value, now);
        if (refusal is not null)
            errors.Add(nameof(row.Departed), refusal);
        import.Changed(location, row.Date, row.Date);
        return true;
    }

    protected sealed override IEnumerable<TPresence> FindMeant(TRow row) =>
        Around(ids![row.Person], row.Date).Where(p => p.WithdrawnAt is null && Overlap(p.ArrivedAt, p.DepartedAt, ArrivalOf(row), DepartureOf(row)));

    protected sealed override void CheckWritten(TPresence entity, RowErrors errors)
    {
        var other = Around(PersonOf(entity), entity.Date).Find(p => p != entity && p.WithdrawnAt is null && Overlap(p.ArrivedAt, p.DepartedAt, entity.ArrivedAt, entity.DepartedAt));
        if (other is not null)
            errors.Add(nameof(IPresenceRow.Arrived), Error.Invalid("attendance.overlaps-registered", args: [other.GroupCode, other.ArrivedAt.TimeIn(clock.Zone)]));
    }

    protected sealed override Task OnCompletedAsync(CancellationToken cancellationToken) => import.PublishAsync(cancellationToken);

    /// <summary>
    /// Nobody is in two places at once. Of a presence without departure only the arrival is known; it can't lie inside another, and a day
    /// has no two of them.
    /// </summary>
    private static bool Overlap(Instant arrived, Instant? departed, Instant otherArrived, Instant? otherDeparted) => (departed, otherDeparted) switch
    {
        (null, null) => true,
        (null, _) => otherArrived <= arrived && arrived < otherDeparted,
        (_, null) => arrived <= otherArrived && otherArrived < departed,
        _ => arrived < otherDeparted && otherArrived < departed,
    };

    private Instant ArrivalOf(TRow row) => clock.Zone.At(row.Date, row.Arrived);

    private Instant? DepartureOf(TRow row) => row.Departed is { } departed ? clock.Zone.At(row.Date, departed) : null;

    private bool Tells(TRow row, PresenceCorrection old) =>
        row.GroupCode == old.OldGroupCode && row.Arrived == old.OldArrivedAt.TimeIn(clock.Zone) && (row.Departed is null || row.Departed == old.OldDepartedAt?.TimeIn(clock.Zone));

    private List<TPresence> Around(Guid person, LocalDate date) => loaded.GetValueOrDefault((person, date)) ?? [];

    private void Keep(TPresence presence)
    {
        var key = (PersonOf(presence), presence.Date);
        if (!loaded.TryGetValue(key, out var around))
            loaded.Add(key, around = []);
        around.Add(presence);
    }
}

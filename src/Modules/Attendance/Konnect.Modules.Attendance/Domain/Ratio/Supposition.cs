using NodaTime;

namespace Konnect.Modules.Attendance.Domain.Ratio;

/// <summary>'What if': somebody is there at other times than is to be expected, or one child more comes. What has been is not touched.</summary>
/// <param name="Who">The child or the member of staff; a key of its own for somebody who is not known yet.</param>
/// <param name="BirthDate">The child's birth date; null for staff.</param>
/// <param name="Counts">True for a member of staff that counts in the ratio.</param>
/// <param name="Stays">False when this person does not come, or leaves at once.</param>
/// <param name="From">Comes at; null: as expected. Who is there already is there.</param>
/// <param name="To">Leaves at; null: as expected.</param>
internal sealed record Supposition(Guid Who, LocalDate? BirthDate, bool Counts, bool Stays, Instant? From, Instant? To)
{
    /// <summary>The day as it would be.</summary>
    /// <param name="day">The day as expected.</param>
    /// <param name="since">From when on it can still become otherwise.</param>
    /// <param name="opens">When somebody comes of whom no time is known.</param>
    /// <param name="closes">When somebody leaves of whom no time is known.</param>
    public ScopeDay Apply(ScopeDay day, Instant since, Instant opens, Instant closes)
    {
        if (BirthDate is { } birthDate)
        {
            var own = day.Children.Where(c => c.Child == Who).Select(c => (c.From, To: c.To ?? closes));
            return day with { Children = [.. day.Children.Where(c => c.Child != Who), .. from s in Change(own, since, opens, closes) select new ChildStay(Who, birthDate, s.From, s.To)] };
        }

        var shifts = day.Staff.Where(s => s.Staff == Who).Select(s => (s.From, To: s.To ?? closes));
        return day with { Staff = [.. day.Staff.Where(s => s.Staff != Who), .. from s in Change(shifts, since, opens, closes) select new StaffStay(Who, Counts, s.From, s.To)] };
    }

    private List<(Instant From, Instant To)> Change(IEnumerable<(Instant From, Instant To)> stays, Instant since, Instant opens, Instant closes)
    {
        var parts = stays.OrderBy(s => s.From).ToList();
        var been = parts.FindAll(s => s.From < since).ConvertAll(s => (s.From, To: Instant.Min(s.To, since)));
        var ahead = parts.FindAll(s => s.To > since).ConvertAll(s => (From: Instant.Max(s.From, since), s.To));
        if (!Stays)
            return been;
        var isThere = been.Count > 0 && been[^1].To == since && ahead.Count > 0 && ahead[0].From == since;
        if (ahead.Count == 0)
            ahead.Add((From ?? Instant.Max(opens, since), To ?? Instant.Max(closes, since)));
        if (From is { } from && !isThere)
        {
            ahead.RemoveAll(s => s.To <= from && s != ahead[^1]);
            ahead[0] = (Instant.Max(from, since), ahead[0].To);
        }

        if (To is { } to)
        {
            ahead.RemoveAll(s => s.From >= to && s != ahead[0]);
            ahead[^1] = (ahead[^1].From, to);
        }

        return [.. been, .. ahead.Where(s => s.From < s.To)];
    }
}

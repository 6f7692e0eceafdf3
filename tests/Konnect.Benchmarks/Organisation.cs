using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Konnect.Benchmarks;

/// <summary>
/// Invents an organisation of three locations with four groups each, and three years of its life, as exchange files: who came, who was ill, who
/// worked. The same files every time.
/// </summary>
internal sealed class Organisation
{
    /// <summary>The day the files end; its children are those who came before ten.</summary>
    public static readonly LocalDate Today = new(2026, 11, 20);

    private static readonly LocalDate First = Today.PlusYears(-3);
    private static readonly LocalTime Now = new(10, 0);

    /// <summary>Name, care type, ages, places, staff a day, and the hours of a day there.</summary>
    private static readonly (string Code, string Name, string Care, int AgeFrom, int AgeTo, int Places, int Staff, LocalTime From, LocalTime To)[] Groups =
    [
        ("KIK", "Kikkers", "kdv", 0, 2, 12, 3, new(8, 0), new(18, 0)),
        ("VLI", "Vlinders", "kdv", 0, 4, 16, 3, new(8, 0), new(18, 0)),
        ("UIL", "Uilen", "kdv", 2, 4, 16, 2, new(7, 45), new(17, 30)),
        ("BSO", "Bevers", "bso", 4, 13, 28, 3, new(14, 30), new(18, 15)),
    ];

    /// <summary>Two families share the week of one place.</summary>
    private static readonly int[][][] Weeks = [[[1, 2], [3, 4, 5]], [[1, 2, 4], [3, 5]], [[1, 3], [2, 4, 5]], [[1, 2, 3, 4, 5]], [[2, 4], [1, 3, 5]]];

    private readonly Random random = new(20261120);
    private readonly string directory;
    private readonly Dictionary<string, List<string>> files = [];
    private readonly HashSet<LocalDate> closed = [];
    private readonly List<(string Child, string Group, LocalDate From, LocalDate? To, int[] Days, string Weeks, LocalTime Start, LocalTime End)> placements = [];
    private readonly HashSet<(string Child, LocalDate Date)> absent = [];
    private int children;
    private int guardians;
    private int staff;

    private Organisation(string directory) => this.directory = directory;

    /// <summary>Writes the files; gives the number of their rows.</summary>
    public static long Write(string directory)
    {
        Directory.CreateDirectory(directory);
        return new Organisation(directory).Write();
    }

    private long Write()
    {
        Start("locations", "code,name,street,house_number,postal_code,city,phone,opens,closes");
        Start("groups", "code,location_code,name,care_type,vve,age_from,age_to,capacity");
        Start("calendar", "location_code,date,kind,reason");
        Start("children", "number,first_name,call_name,infix,last_name,birth_date,sex,home_language");
        Start("guardians", "number,first_name,last_name,email,phone_mobile,street,house_number,postal_code,city,country,language");
        Start("child_guardians", "child_number,guardian_number,relation,has_authority,may_pick_up,contact_order");
        Start("contacts", "child_number,name,phone,relation,is_emergency,may_pick_up");
        Start("notes", "child_number,kind,text");
        Start("placements", "number,child_number,group_code,product,start_date,end_date");
        Start("placement_days", "placement_number,weekday,start_time,end_time,weeks");
        Start("staff", "number,first_name,last_name,email,job,counts_in_ratio,register_checked_on,certificate_on,starts_on,ends_on");
        Start("staff_groups", "staff_number,group_code");
        Start("roster", "staff_number,group_code,date,start_time,end_time,break_start,break_end");
        Start("absences", "child_number,from_date,to_date,reason,reported_at");
        Start("attendance", "child_number,group_code,date,arrived,departed");
        Start("staff_attendance", "staff_number,group_code,date,arrived,departed");

        foreach (var location in new[] { "L1", "L2", "L3" })
            AddLocation(location);
        AddAbsences();
        for (var date = First; date <= Today; date = date.PlusDays(1))
            AddDay(date);

        foreach (var (name, lines) in files)
            File.WriteAllLines(Path.Combine(directory, $"{name}.csv"), lines);
        return files.Values.Sum(lines => lines.Count - 1L);
    }

    private void AddLocation(string location)
    {
        Add("locations", location, $"Locatie {location[1..]}", "Dorpsstraat", location[1..], "1234AB", "Enschede", "06-00000000", "07:30", "18:30");
        for (var year = First.Year; year <= Today.Year; year++)
        {
            foreach (var day in new LocalDate[] { new(year, 1, 1), new(year, 4, 27), new(year, 12, 25), new(year, 12, 26) })
            {
                closed.Add(day);
                Add("calendar", location, day, "closed", "Feestdag");
            }

            for (var day = new LocalDate(year, 10, 19); day < new LocalDate(year, 10, 26); day = day.PlusDays(1))
                Add("calendar", location, day, "school_free", "Herfstvakantie");
        }

        foreach (var group in Groups)
        {
            var code = $"{location}-{group.Code}";
            Add("groups", code, location, group.Name, group.Care, "false", group.AgeFrom, group.AgeTo, group.Places);
            for (var place = 0; place < group.Places; place++)
            {
                foreach (var days in Weeks[random.Next(Weeks.Length)])
                    AddPlacements(code, group, days);
            }

            AddStaff(code, group.Staff, group.From, group.To);
        }
    }

    /// <summary>Who follows whom on one place, from before the first day until after the last.</summary>
    private void AddPlacements(string group, (string Code, string Name, string Care, int AgeFrom, int AgeTo, int Places, int Staff, LocalTime From, LocalTime To) kind, int[] days)
    {
        for (var from = First.PlusDays(-random.Next(500)); from <= Today.PlusDays(60);)
        {
            var stay = kind.Care == "bso" ? random.Next(700, 1800) : random.Next(450, 730);
            var born = from.PlusDays(-(kind.AgeFrom * 365) - random.Next(70, kind.Care == "bso" ? 1400 : Math.Max(80, ((kind.AgeTo - kind.AgeFrom) * 365) - 500)));
            LocalDate? until = from.PlusDays(stay) is var end && end <= Today ? end : null;
            var child = AddChild(born);
            var number = $"P{placements.Count + 1:00000}";
            var weeks = random.Next(12) == 0 ? random.Next(2) == 0 ? "odd" : "even" : "every";
            Add("placements", number, child, group, "Opvang 52 weken", from, until);
            foreach (var day in days)
                Add("placement_days", number, day, kind.From, kind.To, weeks);
            placements.Add((child, group, from, until, days, weeks, kind.From, kind.To));
            if (until is null)
                return;
            from = until.Value.PlusDays(random.Next(1, 15));
        }
    }

    private string AddChild(LocalDate born)
    {
        var number = $"K{++children:00000}";
        var name = Pick("Noor", "Liam", "Yara", "Sem", "Amina", "Daan", "Zoë", "Mats", "Luna", "Finn");
        var last = Pick("Jansen", "de Boer", "El Amrani", "Kowalska", "O'Brien", "Yılmaz", "Bakker", "Visser");
        Add("children", number, name, name, "", last, born, Pick("f", "m"), Pick("nl", "nl", "pl", "ar"));
        for (var i = 1; i <= 2; i++)
        {
            var guardian = $"D{++guardians:00000}";
            Add("guardians", guardian, Pick("Laura", "Bas", "Fatima", "Piotr"), last, $"{guardian}@voorbeeld.example", $"06-{guardians:00000000}", "Kerkstraat", guardians, "7545BF", "Enschede", "NL", "nl");
            Add("child_guardians", number, guardian, "parent", "true", "true", i);
        }

        Add("contacts", number, $"Oma {last}", $"06-{children:00000000}", "grootouder", "true", "true");
        if (random.Next(6) == 0)
            Add("notes", number, Pick("allergy", "diet", "sleep"), "Geen noten");
        return number;
    }

    private void AddStaff(string group, int aDay, LocalTime from, LocalTime to)
    {
        var team = new List<string>();
        for (var i = 0; i < aDay + 2; i++)
        {
            var number = $"S{++staff:0000}";
            team.Add(number);
            Add("staff", number, Pick("Esther", "Iris", "Youssef", "Anouk"), Pick("Kok", "Veen", "Hendriks", "Smit"), $"{number}@voorbeeld.example", "practitioner", "true", First.PlusDays(-60), First.PlusDays(-60), First.PlusDays(-90), null);
            Add("staff_groups", number, group);
        }

        for (var date = First; date <= Today.PlusWeeks(6); date = date.PlusDays(1))
        {
            if (date.DayOfWeek >= IsoDayOfWeek.Saturday || closed.Contains(date))
                continue;
            for (var i = 0; i < aDay; i++)
            {
                var member = team[((int)date.DayOfWeek + i) % team.Count];
                var (start, end) = i == aDay - 1 && aDay > 1 ? (from.PlusMinutes(45), to) : (from.PlusMinutes(-15), i == 0 ? to.PlusMinutes(10) : to.PlusMinutes(-60));
                LocalTime? rest = from.Hour < 9 ? new LocalTime(12, 30).PlusMinutes(i * 30) : null;
                var resumed = rest?.PlusMinutes(30);
                Add("roster", member, group, date, start, end, rest, resumed);
                if (date > Today)
                    continue;
                var (came, left) = (start.PlusMinutes(random.Next(-6, 4)), end.PlusMinutes(random.Next(-3, 8)));
                AddPresence("staff_attendance", member, group, date, came, rest ?? left);
                if (resumed is not null)
                    AddPresence("staff_attendance", member, group, date, resumed.Value, left);
            }
        }
    }

    private void AddAbsences()
    {
        foreach (var (child, from, to) in placements.Select(p => (p.Child, p.From, To: p.To ?? Today)))
        {
            for (var date = Later(from, First).PlusDays(random.Next(60)); date < to && date <= Today; date = date.PlusDays(random.Next(20, 90)))
            {
                var sick = random.Next(4) > 0;
                var last = date.PlusDays(sick ? random.Next(3) : random.Next(4, 13));
                Add("absences", child, date, last, sick ? "sick" : "holiday", $"{LocalDatePattern.Iso.Format(sick ? date : date.PlusDays(-20))} 07:12");
                for (var day = date; day <= last; day = day.PlusDays(1))
                    absent.Add((child, day));
            }
        }
    }

    private void AddDay(LocalDate date)
    {
        if (date.DayOfWeek >= IsoDayOfWeek.Saturday || closed.Contains(date))
            return;
        var isOdd = NodaTime.Calendars.WeekYearRules.Iso.GetWeekOfWeekYear(date) % 2 == 1;
        foreach (var p in placements)
        {
            if (p.From > date || p.To < date || !p.Days.Contains((int)date.DayOfWeek) || (p.Weeks == "odd" && !isOdd) || (p.Weeks == "even" && isOdd) || absent.Contains((p.Child, date)))
                continue;
            AddPresence("attendance", p.Child, p.Group, date, p.Start.PlusMinutes(random.Next(-15, 50)), p.End.PlusMinutes(random.Next(-80, 10)));
        }
    }

    /// <summary>Writes a presence as it is known at the moment the files end.</summary>
    private void AddPresence(string file, string who, string group, LocalDate date, LocalTime came, LocalTime left)
    {
        if (date < Today)
            Add(file, who, group, date, came, left);
        else if (came <= Now)
            Add(file, who, group, date, came, left <= Now ? left : null);
    }

    private static LocalDate Later(LocalDate a, LocalDate b) => a > b ? a : b;

    private string Pick(params string[] words) => words[random.Next(words.Length)];

    private void Start(string file, string header) => files[file] = [header];

    private void Add(string file, params object?[] cells) => files[file].Add(string.Join(',', cells.Select(Cell)));

    private static string Cell(object? value) => value switch
    {
        LocalDate date => LocalDatePattern.Iso.Format(date),
        LocalTime time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}

using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Attendance.Inspection;

/// <summary>Whether a package is as it was made here: each file by its SHA-256 against the list that was kept then, whatever the list in the package says.</summary>
internal static partial class CheckPackage
{
    /// <summary>The largest package that is checked, and the most that its files may be when unpacked.</summary>
    public const long MostBytes = 100 << 20, MostUnpacked = 1 << 30;

    private const int MostFiles = 50;

    /// <param name="Package">The ZIP, from its beginning.</param>
    [RequiresPermission(AttendancePermissions.Inspect)]
    [Recorded]
    public sealed record Query(Stream Package) : IRequest<Result<Response>>;

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator() => RuleFor(q => q.Package).NotNull().WithErrorCode("attendance.package-missing");
    }

    /// <param name="LocationName">The location.</param>
    /// <param name="From">First day.</param>
    /// <param name="To">Last day.</param>
    /// <param name="MadeBy">Who made it.</param>
    /// <param name="MadeAt">When, local.</param>
    /// <param name="Differences">What differs; empty when nothing does.</param>
    public sealed record Response(string LocationName, LocalDate From, LocalDate To, string MadeBy, LocalDateTime MadeAt, IReadOnlyList<Difference> Differences);

    /// <param name="File">The file.</param>
    /// <param name="Kind"><c>changed</c>, <c>missing</c> or <c>added</c>.</param>
    public sealed record Difference(string File, string Kind);

    public sealed partial class Handler(AttendanceDbContext db, LocationDays days, GroupAccess access, ICurrentUser user, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            if (await ReadAsync(request.Package, cancellationToken) is not var (files, ids))
                return Error.Invalid("attendance.package-unreadable", nameof(Query.Package));
            // A package is known by its unchanged list, or else by the number that its texts carry.
            var list = files.GetValueOrDefault(SummedPackage.List);
            var candidates = await db.Packages.AsNoTracking().Where(p => p.SumsHash == list || ids.Contains(p.Id)).OrderBy(p => p.Id).Take(10).ToListAsync(cancellationToken);
            var locations = (await days.LocationsAsync(cancellationToken)).Where(l => access.GroupsOf(l).Any()).ToDictionary(l => l.Code);
            var made = candidates.Where(p => locations.ContainsKey(p.LocationCode) && user.Scope.CoversDays(p.From, p.To)).OrderByDescending(p => p.SumsHash == list).FirstOrDefault();
            if (made is null)
                return Error.NotFound("attendance.package-unknown", nameof(Query.Package));

            var kept = made.Sums.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToDictionary(line => line[66..], line => line[..64]);
            kept[SummedPackage.List] = made.SumsHash;
            return new Response(
                locations[made.LocationCode].Name, made.From, made.To, made.MadeBy, made.MadeAt.InZone(clock.Zone).LocalDateTime,
                [
                    .. kept.Where(k => files.TryGetValue(k.Key, out var hash) && hash != k.Value).Select(k => new Difference(k.Key, "changed")),
                    .. kept.Keys.Where(name => !files.ContainsKey(name)).Select(name => new Difference(name, "missing")),
                    .. files.Keys.Where(name => !kept.ContainsKey(name)).Select(name => new Difference(name, "added")),
                ]);
        }

        /// <summary>The SHA-256 of every file, and the numbers of packages that a text names; null for what is no package.</summary>
        private static async Task<(Dictionary<string, string> Files, List<Guid> Ids)?> ReadAsync(Stream package, CancellationToken cancellationToken)
        {
            var (files, ids, left) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<Guid>(), MostUnpacked);
            try
            {
                using var zip = new ZipArchive(package, ZipArchiveMode.Read, leaveOpen: true);
                if (zip.Entries.Count > MostFiles)
                    return null;
                foreach (var entry in zip.Entries)
                {
                    await using var content = entry.Open();
                    using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                    var buffer = new byte[1 << 16];
                    for (int read; (read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)) > 0;)
                    {
                        if ((left -= read) < 0)
                            return null;
                        hash.AppendData(buffer, 0, read);
                        if (entry.FullName.EndsWith(".txt", StringComparison.Ordinal) && ids.Count < 10)
                            ids.AddRange(Number().Matches(Encoding.UTF8.GetString(buffer, 0, read)).Take(10).Select(m => Guid.Parse(m.Value)));
                    }

                    // Of two files of one name only one would be looked at.
                    if (!files.TryAdd(entry.FullName, Convert.ToHexStringLower(hash.GetHashAndReset())))
                        return null;
                }

                return (files, ids);
            }
            // The stream of an upload refuses a place beyond its end in its own way.
            catch (Exception broken) when (broken is InvalidDataException or ArgumentOutOfRangeException)
            {
                return null;
            }
        }

        [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.CultureInvariant)]
        private static partial Regex Number();
    }
}

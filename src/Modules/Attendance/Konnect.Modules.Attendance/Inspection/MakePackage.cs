using System.Security.Cryptography;
using System.Text;
using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Attendance.Domain;
using Konnect.Modules.Attendance.Persistence;
using MediatR;
using NodaTime;
using NodaTime.Text;

namespace Konnect.Modules.Attendance.Inspection;

/// <summary>
/// Writes the evidence of the chosen days as one ZIP: a report to print, a workbook, the same as CSV, and the SHA-256 of every file. The list of these is kept, so that
/// it can be told later whether a package is as it was made.
/// </summary>
internal static class MakePackage
{
    /// <param name="Choice">What is inspected.</param>
    /// <param name="Path">The ZIP to write.</param>
    [RequiresPermission(AttendancePermissions.Inspect)]
    public sealed record Command([property: Outlined] InspectionChoice Choice, string Path) : IRequest<Result<Response>>;

    /// <param name="Id">The package.</param>
    /// <param name="FileName">The name to give it.</param>
    public sealed record Response(Guid Id, string FileName);

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator()
        {
            RuleFor(c => c.Choice).NotNull();
            RuleFor(c => c.Path).NotEmpty();
        }
    }

    public sealed class Handler(AttendanceDbContext db, InspectionReader reader, LocationDays days, ICurrentUser user, Texts texts, ZonedClock clock) : IRequestHandler<Command, Result<Response>>
    {
        private static readonly LocalDateTimePattern Stamp = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HHmm");

        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            var found = await reader.FindAsync(request.Choice, cancellationToken);
            if (!found.IsSuccess)
                return Result<Response>.Fail(found.Errors);
            var (period, id, now) = (found.Value, Guid.CreateVersion7(), clock.GetCurrentInstant());
            var madeAt = now.InZone(clock.Zone).LocalDateTime;
            var evidence = await Evidence.ReadAsync(db, reader, days, period, clock.Zone, cancellationToken);
            var sheets = EvidenceSheets.Of(evidence, texts);
            string sums;
            await using (var file = new FileStream(request.Path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous))
            await using (var package = new SummedPackage(file, madeAt.InZoneLeniently(clock.Zone).ToDateTimeOffset()))
            {
                await package.AddAsync(texts["inspection.file.readme"], stream => WriteAsync(stream, writer => writer.WriteAsync(ReadMe(period, sheets, id, madeAt))));
                await package.AddAsync(texts["inspection.file.report"], stream => WriteAsync(stream, writer => new EvidenceReport(writer, evidence, texts, user.Name, madeAt, id).WriteAsync()));
                await package.AddAsync(texts["inspection.file.workbook"], stream => SheetFiles.WriteWorkbookAsync(stream, [.. sheets.Select(s => s.Table)], cancellationToken));
                foreach (var (name, table) in sheets)
                    await package.AddAsync(name, stream => SheetFiles.WriteCsvAsync(stream, table, cancellationToken));
                sums = await package.FinishAsync();
            }

            db.Packages.Add(new EvidencePackage
            {
                Id = id,
                LocationCode = period.Location.Code,
                From = period.From,
                To = period.To,
                MadeAt = now,
                MadeById = user.Id,
                MadeBy = user.Name,
                Sums = sums,
                SumsHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sums))),
            });
            await db.SaveChangesAsync(cancellationToken);
            var place = string.Concat(period.Location.Code.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));
            return new Response(id, $"konnect-inspectie-{place}-{LocalDatePattern.Iso.Format(period.From)}-{LocalDatePattern.Iso.Format(period.To)}-{Stamp.Format(madeAt)}.zip");
        }

        private string ReadMe(InspectedPeriod period, IReadOnlyList<(string File, SheetTable Table)> sheets, Guid id, LocalDateTime madeAt) => string.Join("\n",
        [
            texts["inspection.report.title", period.Location.Name, texts.DateWithYear(period.From), texts.DateWithYear(period.To)],
            texts["inspection.report.made", user.Name, texts.DateWithYear(madeAt.Date), texts.Time(madeAt.TimeOfDay)],
            .. period.Sample.Count == 0 ? [] : new[] { texts["inspection.sample-of", texts.List([.. period.Sample.Select(texts.DateWithYear)])] },
            texts["inspection.report.package", id.ToString()],
            "",
            $"{texts["inspection.file.report"]}: {texts["inspection.readme.report"]}",
            $"{texts["inspection.file.workbook"]}: {texts["inspection.readme.workbook"]}",
            .. sheets.Select(s => $"{s.File}: {s.Table.Name}"),
            $"{SummedPackage.List}: {texts["inspection.readme.sums"]}",
            "",
            texts["inspection.readme.children"],
            texts["inspection.readme.staff"],
            texts["inspection.readme.check"],
            "",
        ]);

        private static async Task WriteAsync(Stream stream, Func<StreamWriter, Task> write)
        {
            await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 14, leaveOpen: true) { NewLine = "\n" };
            await write(writer);
        }
    }
}

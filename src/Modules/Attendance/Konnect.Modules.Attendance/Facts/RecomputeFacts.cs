using System.Collections.Concurrent;
using FluentValidation;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Planning.Contracts;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.Facts;

/// <summary>Computes stored facts again and says where they were other than they should be. Nothing differs, unless something went wrong.</summary>
internal static class RecomputeFacts
{
    /// <summary>Asks for it.</summary>
    [RequiresPermission(AttendancePermissions.Recompute)]
    public sealed record Command : IRequest<Result<Response>>
    {
        /// <summary>First day; null: from the beginning.</summary>
        public LocalDate? From { get; init; }

        /// <summary>Last day; null: to the end.</summary>
        public LocalDate? To { get; init; }

        /// <summary>Told how many location-days more are done.</summary>
        public IProgress<int>? Progress { get; init; }
    }

    /// <summary>What was found.</summary>
    /// <param name="Days">Location-days computed.</param>
    /// <param name="DifferingRows">Rows that were other than stored; repaired.</param>
    /// <param name="Differences">The first of them: location, day and kind of fact.</param>
    public sealed record Response(int Days, int DifferingRows, IReadOnlyList<Difference> Differences);

    /// <summary>A kind of fact that differed on a day.</summary>
    /// <param name="LocationCode">The location.</param>
    /// <param name="Date">The day.</param>
    /// <param name="Fact">The kind of fact.</param>
    public sealed record Difference(string LocationCode, LocalDate Date, string Fact);

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(c => c.To).Must((c, to) => to is null || c.From is null || c.From <= to).WithErrorCode("input.period");
    }

    internal sealed class Handler(FactStore facts, LocationDays days, SnapshotReaders readers, DatabaseSession session) : IRequestHandler<Command, Result<Response>>
    {
        public async Task<Result<Response>> Handle(Command request, CancellationToken cancellationToken)
        {
            var stretches = new List<(LocationInfo Location, DateInterval Days)>();
            foreach (var location in await days.LocationsAsync(cancellationToken))
                stretches.AddRange((await facts.StretchesAsync(location, request.From, request.To, cancellationToken)).Select(s => (location, s)));

            // Nobody who taps waits for this: what differs is found without a lock, and only that is computed again under one.
            var differing = new ConcurrentBag<(LocationInfo Location, DateInterval Days)>();
            await readers.ForEachAsync<FactStore, (LocationInfo Location, DateInterval Days)>(
                stretches,
                async (stored, stretch, stop) =>
                {
                    if ((await stored.CompareAsync(stretch.Location, stretch.Days, stop)).Rows > 0)
                        differing.Add(stretch);
                    request.Progress?.Report(stretch.Days.Length);
                },
                cancellationToken);

            var (rows, differences) = (0, new List<Difference>());
            foreach (var (location, interval) in differing.OrderBy(s => s.Days.Start).ThenBy(s => s.Location.Code, StringComparer.Ordinal))
            {
                await session.BeginAsync(cancellationToken);
                var changes = await facts.RepairAsync(location, interval, cancellationToken);
                await session.CommitAsync(cancellationToken);
                rows += changes.Rows;
                differences.AddRange(changes.Differing.Select(d => new Difference(d.Location, d.Date, d.Fact)));
            }

            return new Response(stretches.Sum(s => s.Days.Length), rows, differences);
        }
    }
}

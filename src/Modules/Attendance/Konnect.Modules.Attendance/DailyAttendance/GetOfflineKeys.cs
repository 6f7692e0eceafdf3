using FluentValidation;
using Konnect.BuildingBlocks.Results;
using Konnect.BuildingBlocks.Security;
using MediatR;
using NodaTime;

namespace Konnect.Modules.Attendance.DailyAttendance;

/// <summary>The keys for what a device keeps: today's, and those of taps that still wait.</summary>
internal static class GetOfflineKeys
{
    // A device with taps of more days than it may send has been forgotten.
    private const int Most = 20;

    /// <param name="Device">What the device calls itself: 32 hexadecimal digits that it made at random.</param>
    /// <param name="Earlier">Names of keys that it needs again.</param>
    [RequiresPermission(AttendancePermissions.CheckIn)]
    public sealed record Query(string Device, IReadOnlyList<string> Earlier) : IRequest<Result<Response>>;

    /// <param name="Today">The key for what is kept from now on.</param>
    /// <param name="Earlier">Those asked for that there still are.</param>
    /// <param name="Now">The time, so that the device knows how wrong its clock is.</param>
    /// <param name="Midnight">When the day ends, and with it what is kept of it.</param>
    public sealed record Response(OfflineKey Today, IReadOnlyList<OfflineKey> Earlier, Instant Now, Instant Midnight);

    public sealed class Validator : AbstractValidator<Query>
    {
        public Validator()
        {
            RuleFor(q => q.Device).Matches("^[0-9a-f]{32}$").WithErrorCode("input.invalid");
            RuleFor(q => q.Earlier).Must(names => names.Count <= Most && names.All(n => n.Length <= 20)).WithErrorCode("input.invalid");
        }
    }

    public sealed class Handler(OfflineKeys keys, ZonedClock clock) : IRequestHandler<Query, Result<Response>>
    {
        public Task<Result<Response>> Handle(Query request, CancellationToken cancellationToken)
        {
            var today = clock.GetCurrentDate();
            return Task.FromResult<Result<Response>>(new Response(
                keys.Of(request.Device, today),
                [.. request.Earlier.Select(name => keys.Find(request.Device, name)).OfType<OfflineKey>()],
                clock.GetCurrentInstant(),
                clock.Zone.AtStartOfDay(today.PlusDays(1)).ToInstant()));
        }
    }
}

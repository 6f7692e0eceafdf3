using Konnect.BuildingBlocks.Events;
using Konnect.BuildingBlocks.Infrastructure.Live;
using Konnect.Modules.Attendance.Contracts;
using Konnect.Modules.Attendance.Days;
using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Planning.Contracts;
using NodaTime;

namespace Konnect.Modules.Attendance.Facts;

/// <summary>Keeps the stored facts with every change of presence, roster, planning or birth date, and lets open pages know.</summary>
internal sealed class FollowChanges(FactStore facts, LocationDays days, LiveChanges live) :
    IEventHandler<ChildCheckedIn>, IEventHandler<ChildCheckedOut>, IEventHandler<StaffPresenceChanged>, IEventHandler<PresenceCorrected>,
    IEventHandler<AbsenceReported>, IEventHandler<PresencesImported>, IEventHandler<PlanChanged>, IEventHandler<BirthDatesChanged>
{
    public Task Handle(ChildCheckedIn integrationEvent, CancellationToken cancellationToken) => RefreshAsync(integrationEvent.LocationCode, integrationEvent.Date, integrationEvent.Date, cancellationToken, integrationEvent.GroupCode);

    public Task Handle(ChildCheckedOut integrationEvent, CancellationToken cancellationToken) => RefreshAsync(integrationEvent.LocationCode, integrationEvent.Date, integrationEvent.Date, cancellationToken, integrationEvent.GroupCode);

    public Task Handle(StaffPresenceChanged integrationEvent, CancellationToken cancellationToken) => RefreshAsync(integrationEvent.LocationCode, integrationEvent.Date, integrationEvent.Date, cancellationToken);

    public Task Handle(PresenceCorrected integrationEvent, CancellationToken cancellationToken) => RefreshAsync(integrationEvent.LocationCode, integrationEvent.Date, integrationEvent.Date, cancellationToken);

    public Task Handle(AbsenceReported integrationEvent, CancellationToken cancellationToken) => RefreshAsync(integrationEvent.LocationCode, integrationEvent.From, integrationEvent.To, cancellationToken);

    public Task Handle(PresencesImported integrationEvent, CancellationToken cancellationToken) => RefreshAsync(integrationEvent.LocationCode, integrationEvent.From, integrationEvent.To, cancellationToken);

    public Task Handle(PlanChanged integrationEvent, CancellationToken cancellationToken) => RefreshAsync(integrationEvent.LocationCode, integrationEvent.From, integrationEvent.To, cancellationToken);

    /// <summary>Ages reach through every day a child was there: rare enough to look at all of them again.</summary>
    public async Task Handle(BirthDatesChanged integrationEvent, CancellationToken cancellationToken)
    {
        foreach (var location in await days.LocationsAsync(cancellationToken))
            await RefreshAsync(location.Code, null, null, cancellationToken);
    }

    private async Task RefreshAsync(string locationCode, LocalDate? from, LocalDate? to, CancellationToken cancellationToken, string? groupCode = null)
    {
        if ((await days.LocationsAsync(cancellationToken)).FirstOrDefault(l => l.Code == locationCode) is not { } location)
            return;
        await facts.RefreshAsync(location, from, to, cancellationToken);
        if (groupCode is null)
        {
            live.Notify(LiveTopics.Location(locationCode));
            return;
        }

        // Other groups show a child elsewhere and who can do without staff: on a busy morning not with every tap.
        live.Notify(LiveTopics.Group(locationCode, groupCode));
        live.NotifySoon(LiveTopics.Location(locationCode));
    }
}

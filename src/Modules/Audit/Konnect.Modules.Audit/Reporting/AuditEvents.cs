using System.ComponentModel;
using System.Linq.Expressions;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Audit.Domain;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Audit.Reporting;

[Description("A line of the audit trail: who did or tried what, when and from where.")]
internal sealed record AuditEventRow
{
    [Description("Place of the line in the trail.")] public long Id { get; init; }
    [Description("When, UTC.")] public Instant At { get; init; }
    [Description("What was done: module and use case.")] public required string Kind { get; init; }
    [Description("Key of the account; null for the command line, the system itself and who was not signed in.")] public Guid? UserKey { get; init; }
    [Description("Network address; empty for the command line and the system itself.")] public required string IpAddress { get; init; }
    [Description("Browser and system, as far as known.")] public required string Device { get; init; }
    [Description("Empty when it was done, else the code of the refusal.")] public required string Outcome { get; init; }
    [Description("What it was about in a line, without a value of a person.")] public required string Outline { get; init; }
    [Description("Key of the first person it was about, or null.")] public string? Subject { get; init; }
}

internal sealed class AuditEvents() : ReportingSet<AuditEventRow>("AuditEvents", r => r.Id)
{
    /// <inheritdoc/>
    public override IReadOnlyList<ApiScopeKind> Readers => [ApiScopeKind.Admin];

    protected override Expression<Func<AuditEventRow, string?>>? Location => null;

    protected override Expression<Func<AuditEventRow, LocalDate>>? Date => null;

    protected override IQueryable<AuditEventRow> Rows(DbContext db) => db.Set<TrailEntry>().Select(e => new AuditEventRow
    {
        Id = e.Number,
        At = e.At,
        Kind = e.Kind,
        UserKey = e.UserId,
        IpAddress = e.Address,
        Device = e.Device,
        Outcome = e.Outcome,
        Outline = e.Outline,
        Subject = db.Set<TrailRecord>().Where(r => r.EntryNumber == e.Number && r.Place == 0).Select(r => r.SubjectKey).SingleOrDefault(),
    });
}

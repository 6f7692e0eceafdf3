using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;

namespace Konnect.Modules.Attendance;

/// <summary>Who may do what with presence and ratio.</summary>
internal static class AttendancePermissions
{
    public const string View = "attendance.view";
    public const string CheckIn = "attendance.check-in";
    public const string CheckInStaff = "attendance.check-in-staff";
    public const string Correct = "attendance.correct";
    public const string ViewRatio = "attendance.view-ratio";
    public const string NameStandIn = "attendance.name-stand-in";
    public const string SetAbsenceRules = "attendance.set-absence-rules";
    public const string SetCollectorRule = "attendance.set-collector-rule";
    public const string ReportOwnAbsence = "attendance.report-own-absence";
    public const string HandOver = "attendance.hand-over";
    public const string SetSleepInterval = "attendance.set-sleep-interval";

    /// <summary>The days of a location with the evidence, as an inspector sees them, and packages of it.</summary>
    public const string Inspect = "attendance.inspect";

    /// <summary>What the pedagogical plan says about fewer staff for a while.</summary>
    public const string ChangeFrame = "attendance.change-frame";

    public const string Recompute = "attendance.recompute";

    public const string Evacuate = "attendance.evacuate";
    public const string ViewEvacuations = "attendance.view-evacuations";

    public static readonly Permission[] All =
    [
        new(View, [Roles.Office, Roles.Manager, Roles.Practitioner, .. Roles.OfTablets]),
        new(CheckIn, [Roles.Office, Roles.Manager, Roles.Practitioner, .. Roles.OfTablets]),
        new(CheckInStaff, Roles.Office, Roles.Manager, Roles.Practitioner, Roles.AtTablet),
        new(Correct, Roles.Office, Roles.Manager, Roles.Practitioner, Roles.AtTablet),
        new(ViewRatio, [Roles.Office, Roles.Manager, Roles.Practitioner, .. Roles.OfInspectors, .. Roles.OfTablets]),
        new(NameStandIn, Roles.Office, Roles.Manager),
        new(SetAbsenceRules, Roles.Office),
        new(SetCollectorRule, Roles.Office),
        new(ReportOwnAbsence, Roles.Guardian),
        new(HandOver, Roles.Manager, Roles.Practitioner, Roles.AtTablet),
        new(SetSleepInterval, Roles.Office, Roles.Manager),
        new(Inspect, [Roles.Office, Roles.Manager, .. Roles.OfInspectors]),
        new(ChangeFrame, Roles.Office, Roles.Manager),
        new(Recompute),
        new(Evacuate, [Roles.Office, Roles.Manager, Roles.Practitioner, .. Roles.OfTablets]),
        new(ViewEvacuations, Roles.Office, Roles.Manager),
    ];
}

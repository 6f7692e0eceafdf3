using Konnect.Modules.Attendance.Domain.Ratio;
using Konnect.Modules.Planning.Contracts;

namespace Konnect.Modules.Attendance.Days;

/// <summary>Kinds of care as planning, the engine and the reports name them.</summary>
internal static class CareCodes
{
    /// <summary><c>kdv</c>, <c>bso</c>, <c>po</c> or <c>combi</c>.</summary>
    public static string Code(this CareType care) => care switch
    {
        CareType.DayCare => "kdv",
        CareType.OutOfSchoolCare => "bso",
        CareType.Playgroup => "po",
        _ => "combi",
    };

    /// <summary>The engine's kind of care.</summary>
    public static RatioCare ToRatio(CareType care) => RatioCares.Parse(care.Code());
}

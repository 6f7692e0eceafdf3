using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Attendance.Inspection;
using Konnect.Testing;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.Inspection;

/// <summary>Three days of group L1-A, one of L2-A, and who inspects them.</summary>
internal static class OnInspection
{
    public static readonly LocalDate Tuesday = new(2026, 11, 17), Wednesday = new(2026, 11, 18), Thursday = new(2026, 11, 19);

    /// <summary>Wednesday nobody of the staff was there, on Thursday one too few for three hours, on Tuesday all was well.</summary>
    public static readonly (string, string)[] Days =
    [
        ("attendance.csv", """
            child_number,group_code,date,arrived,departed
            K1,L1-A,2026-11-17,08:00,17:00
            K1,L1-A,2026-11-18,08:00,10:30
            K1,L1-A,2026-11-19,08:00,17:00
            K2,L1-A,2026-11-19,08:00,17:00
            K3,L1-A,2026-11-19,08:00,17:00
            K4,L1-A,2026-11-19,09:00,12:00
            K5,L1-A,2026-11-19,09:00,12:00
            K20,L2-A,2026-11-18,09:00,10:00
            """),
        ("staff_attendance.csv", """
            staff_number,group_code,date,arrived,departed
            S1,L1-A,2026-11-17,07:30,17:30
            S1,L1-A,2026-11-19,07:30,17:30
            S4,L1-A,2026-11-19,08:00,16:00
            """),
        ("staff.csv", """
            number,first_name,last_name,job,counts_in_ratio,register_checked_on,starts_on
            S1,=cmd,<script>alert(1)</script>,practitioner,true,2024-01-01,2024-01-01
            S2,Murat,Kaya,practitioner,true,2024-01-01,2024-01-01
            S3,Iris,Bos,practitioner,true,2024-01-01,2024-01-01
            S4,Tim,Vos,intern,false,2024-01-01,2024-01-01
            """),
    ];

    /// <summary>An inspector who may see L1 from Tuesday to Wednesday.</summary>
    public static TestUser Inspector { get; } = By(Tuesday, Wednesday);

    public static TestUser By(LocalDate from, LocalDate to, string location = "L1") =>
        new("Karin (GGD)", new AccessScope(false, [location], []) { Days = new(from, to) }, AttendancePermissions.ViewRatio, AttendancePermissions.Inspect);

    public static Task<AttendanceHost> CreateAsync() => AttendanceHost.CreateAsync(null, Days);

    public static InspectionChoice Week { get; } = new("L1", Tuesday, Thursday);
}

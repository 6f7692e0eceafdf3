using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.Modules.Attendance.Tests.OwnAbsences;

/// <summary>The sample organisation with Quinten, guardian of K1, and Noor, guardian of K7.</summary>
internal static class Family
{
    public static Task<AttendanceHost> CreateAsync(LocalDateTime? now = null) => AttendanceHost.CreateAsync(
        now,
        ("guardians.csv", "number,first_name,last_name,email\nD1,Quinten,Zandbergen,quinten@example.org\nD7,Noor,Bakker,noor@example.org"),
        ("child_guardians.csv", "child_number,guardian_number,relation,has_authority,may_pick_up,contact_order\nK1,D1,parent,true,true,1\nK7,D7,parent,true,true,1"));

    public static async Task<TestUser> GuardianAsync(this AttendanceHost it, string name = "quinten")
    {
        var holder = await it.Host.InScopeAsync(async services =>
        {
            var all = new List<AccountHolder>();
            foreach (var source in services.GetServices<IAccountHolders>())
                all.AddRange(await source.ListAsync(default));
            return all.Single(h => h.Email == $"{name}@example.org");
        });
        return new TestUser(name, AccessScope.Nothing with { Own = [new(holder.Kind, holder.Key)] }, AttendancePermissions.ReportOwnAbsence);
    }
}

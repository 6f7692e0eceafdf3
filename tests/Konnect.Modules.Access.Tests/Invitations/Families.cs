using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.Invitations;

/// <summary>
/// Guardians D1 (child K1), D2 and D3 (child K2, one address), D4 without a child, D5 without an address; staff S1 on L1-A and L1-B, S2 on L1-B, S3 on no group, S4 gone.
/// </summary>
internal static class Families
{
    public static async Task<KonnectHost> ServeAsync(FakeMailServer? mail = null)
    {
        var host = await KonnectHost.ServeAsync(
            signIn: KonnectHost.ByPassword with { Address = mail is null ? null : new Uri("https://konnect.example.org") },
            smtp: mail is null ? null : $"smtp://127.0.0.1:{mail.Port}?from=konnect@example.org");
        await SampleOrganisation.LoadAsync(
            host,
            ("staff.csv", """
            number,first_name,last_name,email,job,counts_in_ratio,register_checked_on,starts_on,ends_on
            S1,Sanne,Jansen,sanne@example.org,practitioner,true,2024-01-01,2024-01-01,
            S2,Murat,Kaya,murat@example.org,practitioner,true,2024-01-01,2024-01-01,
            S3,Iris,Bos,iris@example.org,practitioner,true,2024-01-01,2024-01-01,
            S4,Tim,Vos,tim@example.org,practitioner,true,2024-01-01,2024-01-01,2026-11-19
            """),
            ("staff_groups.csv", """
            staff_number,group_code
            S1,L1-A
            S1,L1-B
            S2,L1-B
            S4,L1-B
            """),
            ("guardians.csv", """
            number,first_name,last_name,email
            D1,Quinten,Zandbergen,quinten@example.org
            D2,Noor,Bakker,bakkers@example.org
            D3,Daan,Bakker,Bakkers@example.org
            D4,Els,Vos,els@example.org
            D5,Jan,Mol,
            """),
            ("child_guardians.csv", """
            child_number,guardian_number,relation,has_authority,may_pick_up,contact_order
            K1,D1,parent,true,true,1
            K2,D2,parent,true,true,1
            K2,D3,parent,true,true,2
            K3,D5,parent,true,true,1
            """));
        await host.AddAsync("ilse.bos@example.org", Roles.Office);
        return host;
    }
}

using Konnect.BuildingBlocks.Infrastructure.Security;
using Xunit;

namespace Konnect.Testing;

/// <summary>
/// Two locations that both have a group Vlinders, and a handful of children around Friday 20 November 2026 (ISO week 47, odd):
/// Zoë and her brother Özgür in two groups of L1, Emma at L2, Noah who left on 30 September, Eva who comes on 1 December and Liam who was never placed.
/// As a class fixture it is one product for tests that only read.
/// </summary>
public sealed class Neighbourhood : IAsyncLifetime
{
    /// <summary>The shared product.</summary>
    public KonnectHost Host { get; private set; } = null!;

    /// <summary>The files of the exchange.</summary>
    public static (string File, string Text)[] Files { get; } =
    [
        ("locations.csv", """
            code,name,opens,closes
            L1,De Regenboog,07:30,18:30
            L2,Het Kompas,07:30,18:30
            """),
        ("groups.csv", """
            code,location_code,name,care_type,age_from,age_to,capacity
            L1-VLI,L1,Vlinders,kdv,0,4,16
            L1-VIS,L1,Vissen,kdv,2,4,16
            L2-VLI,L2,Vlinders,kdv,0,4,16
            """),
        ("calendar.csv", """
            location_code,date,kind,reason
            L1,2026-11-30,closed,Studiedag
            L1,2026-11-23,school_free,Herfst
            """),
        ("staff.csv", """
            number,first_name,infix,last_name,job,counts_in_ratio,starts_on
            S1,Lisa,van den,Heuvel,practitioner,true,2024-01-01
            """),
        ("roster.csv", """
            staff_number,group_code,date,start_time,end_time,break_start,break_end
            S1,L1-VLI,2026-11-16,07:15,16:00,12:30,13:00
            """),
        ("children.csv", """
            number,first_name,call_name,infix,last_name,birth_date,sex,home_language,school,mentor_number
            K001,Zoé Maria,Zoë,van der,Veen,2023-08-20,f,pl,De Akker,S1
            K002,Özgür,,,Veen,2024-12-21,m,,,
            K003,Emma,,,Bakker,2024-02-29,f,,,
            K004,Noah,,,O'Brien,2022-11-20,m,,,
            K005,Eva,,,Smit,2026-11-01,,,,
            K006,Liam,,,Bakker,2026-12-24,x,,,
            """),
        ("guardians.csv", """
            number,first_name,infix,last_name,phone_mobile,phone_home
            D1,Laura,van der,Veen,06-00000001,053-0000001
            D2,Murat,,Aydin,06-00000002,
            D3,Joke,,Visser,,053-0000003
            """),
        ("child_guardians.csv", """
            child_number,guardian_number,relation,has_authority,may_pick_up,contact_order
            K001,D3,foster,false,,
            K001,D2,parent,true,false,2
            K001,D1,parent,true,true,1
            K002,D1,parent,true,true,1
            """),
        ("contacts.csv", """
            child_number,name,phone,relation,is_emergency,may_pick_up
            K001,Buurvrouw An,06-00000005,buurvrouw,,true
            K001,Oma Corrie,06-00000004,oma,true,true
            """),
        ("notes.csv", """
            child_number,kind,text
            K001,sleep,Slaapt met beer
            K001,diet,Geen varkensvlees
            K001,allergy,Pinda
            K001,medical,Inhalator bij inspanning
            K001,allergy,Kat
            """),
        ("placements.csv", """
            number,child_number,group_code,product,start_date,end_date
            P001,K001,L1-VLI,Dagopvang 52 weken,2026-01-01,
            P002,K002,L1-VIS,Dagopvang 40 weken,2026-01-01,
            P003,K003,L2-VLI,,2026-01-01,
            P004,K004,L1-VLI,,2025-01-01,2026-09-30
            P005,K005,L1-VLI,,2026-12-01,
            """),
        ("placement_days.csv", """
            placement_number,weekday,start_time,end_time,weeks
            P001,1,07:30,18:30,every
            P001,2,08:00,13:00,odd
            P001,3,13:00,18:00,even
            P002,1,07:30,18:30,every
            P003,1,07:30,18:30,every
            P004,1,07:30,18:30,every
            P005,4,07:30,18:30,every
            """),
    ];

    /// <inheritdoc/>
    public async Task InitializeAsync() => Host = await CreateAsync();

    /// <inheritdoc/>
    public async Task DisposeAsync() => await Host.DisposeAsync();

    /// <summary>A product with these children of a test's own, at 10:00 on Friday 20 November 2026.</summary>
    public static async Task<KonnectHost> CreateAsync(VisibilitySettings? visibility = null)
    {
        var host = await KonnectHost.CreateAsync(visibility: visibility);
        await SampleOrganisation.ImportAsync(host, Files);
        return host;
    }
}

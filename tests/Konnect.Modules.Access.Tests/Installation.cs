using Konnect.BuildingBlocks.Infrastructure.Exchange;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Persistence;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Access.Tests;

/// <summary>What most tests begin with.</summary>
internal static class Installation
{
    public const string Password = "paars fietsbel kompas";

    /// <summary>Opens an account with a password.</summary>
    public static async Task<Guid> AddAsync(this KonnectHost host, string email, params string[] roles)
    {
        var added = await host.SendAsync(new AddAccount.Command(email, null, roles, [], [], Password));
        return added.Value.Id;
    }

    /// <summary>The lines of a kind in the audit trail, in their order: <c>who address device: outline (outcome)</c>.</summary>
    public static Task<List<string>> LinesAsync(this KonnectHost host, string kind) => host.InScopeAsync(async services =>
    {
        await using var command = services.GetRequiredService<DatabaseSession>().Connection.CreateCommand();
        command.CommandText = $"SELECT user_name || ' ' || address || ' ' || device || ': ' || outline || ' (' || outcome || ')', kind FROM {(services.GetRequiredService<DatabaseSettings>().IsPostgres ? "audit.entries" : "audit_entries")} ORDER BY number";
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync())
        {
            if (rows.GetString(1) == kind)
                lines.Add(rows.GetString(0));
        }

        return lines;
    });

    /// <summary>A served installation with an administrator of the office.</summary>
    public static async Task<KonnectHost> ServeAsync()
    {
        var host = await KonnectHost.ServeAsync();
        await host.AddAsync("ilse.bos@example.org", Roles.Administrator, Roles.Office);
        return host;
    }

    /// <summary>Somebody who has signed in.</summary>
    public static async Task<Visitor> SignedInAsync(this KonnectHost host, string email = "ilse.bos@example.org", string password = Password)
    {
        var visitor = new Visitor(host);
        await visitor.SignInAsync(email, password);
        visitor.Refusals.ShouldBeEmpty();
        return visitor;
    }

    /// <summary>A served installation in which staff need a second factor, with an administrator of the office who has none yet.</summary>
    public static async Task<KonnectHost> ServeStrictlyAsync()
    {
        var host = await KonnectHost.ServeAsync(signIn: KonnectHost.ByPassword with { SecondFactorRequired = true });
        await host.AddAsync("ilse.bos@example.org", Roles.Administrator, Roles.Office);
        return host;
    }

    /// <summary>Sets up an app for codes on the page that is open, and gives its secret and the recovery codes.</summary>
    public static async Task<(byte[] Secret, IReadOnlyList<string> Codes)> SetUpAppAsync(this KonnectHost host, Visitor visitor)
    {
        var secret = SecretOn(visitor);
        await visitor.SubmitAsync("authenticator", ("Input.Code", host.CodeOf(secret)));
        visitor.Refusals.ShouldBeEmpty();
        return (secret, [.. visitor.Page.QuerySelectorAll("#codes code").Select(c => c.TextContent)]);
    }

    /// <summary>What the app with this secret shows now.</summary>
    public static string CodeOf(this KonnectHost host, byte[] secret) => Totp.CodeOf(secret, Totp.StepAt(host.Clock.Now));

    /// <summary>The secret that the open page shows.</summary>
    public static byte[] SecretOn(Visitor visitor)
    {
        var bits = string.Concat(visitor.Page.QuerySelector("main code")!.TextContent.Where(c => c != ' ').Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }

    /// <summary>Somebody who has given the password and is at the next step.</summary>
    public static async Task<Visitor> HalfInAsync(this KonnectHost host, string email = "ilse.bos@example.org", bool ownDevice = false)
    {
        var visitor = new Visitor(host);
        await visitor.OpenAsync("/sign-in");
        await visitor.SubmitAsync("sign-in", [("Input.Email", email), ("Input.Password", Password), .. ownDevice ? new[] { ("Input.OwnDevice", "true") } : []]);
        return visitor;
    }

    /// <summary>Location L1 with groups L1-A and L1-B, and location L2 with group L2-A.</summary>
    public static async Task AddPlacesAsync(this KonnectHost host)
    {
        var folder = Directory.CreateDirectory(Path.Combine(host.DataDirectory, "places")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "locations.csv"), """
            code,name,lrk_number,street,house_number,postal_code,city,phone,opens,closes
            L1,De Regenboog,534439589175,Kastanjelaan,19,7545BF,Enschede,06-00001950,07:30,18:30
            L2,Het Kompas,534439589176,Kade,2,7545BF,Enschede,06-00001951,07:30,18:30

            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "groups.csv"), """
            code,location_code,name,care_type,vve,age_from,age_to,capacity
            L1-A,L1,Dreumes,kdv,false,0,2,12
            L1-B,L1,Vlinders,kdv,false,0,4,16
            L2-A,L2,Vissen,kdv,false,2,4,16

            """);
        await using var scope = host.Scope();
        var report = await scope.ServiceProvider.GetRequiredService<ExchangeImport>().RunAsync(folder, new ImportOptions(), CancellationToken.None);
        report.Errors.ShouldBeEmpty();
    }

    /// <summary>Reads the module's tables.</summary>
    public static Task<T> ReadAsync<T>(this KonnectHost host, Func<AccessDbContext, Task<T>> read) =>
        host.InScopeAsync(services => read(services.GetRequiredService<AccessDbContext>()));
}

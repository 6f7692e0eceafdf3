using Konnect.BuildingBlocks.Infrastructure.Localization;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Rights;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Access.Tests.Rights;

public sealed class ListRightsTests
{
    [Fact]
    public async Task Every_declared_permission_is_told_with_its_roles_and_a_sentence_in_every_language()
    {
        await using var host = await KonnectHost.CreateAsync();
        var rights = (await host.SendAsync(new ListRights.Query())).Value;
        var table = host.Services.GetRequiredService<PermissionTable>();
        var told = rights.Modules.SelectMany(m => m.Rights).ToList();
        told.Select(r => r.Permission).ShouldBe(table.Permissions, ignoreOrder: true);
        told.ShouldAllBe(r => Roles.All.Concat(Roles.WithoutAccount).All(role => r.Roles.Contains(role) == table.Holds(role, r.Permission)));
        foreach (var language in new[] { "nl", "en" })
        {
            var texts = host.Services.GetRequiredService<TextCatalog>().In(language);
            told.Select(r => $"permission.{r.Permission}").Concat(rights.Modules.Select(m => $"access.rights.module.{m.Module}")).Concat(Roles.All.Concat(Roles.WithoutAccount).SelectMany(r => new[] { $"access.rights.scope.{r}", $"access.role.{r}" }))
                .Where(key => !texts.Has(key)).ShouldBeEmpty(language);
        }
    }

    [Fact]
    public async Task Accounts_are_counted_once_for_each_role_and_blocked_ones_not()
    {
        await using var host = await KonnectHost.CreateAsync();
        await SampleOrganisation.LoadAsync(host);
        var both = (await host.SendAsync(new AddAccount.Command("both@example.org", null, [Roles.Manager], ["L1", "L2"], [], "een-heel-lang-geheim-9"))).Value.Id;
        await host.SendAsync(new AddAccount.Command("boss@example.org", null, [Roles.Administrator, Roles.Office], [], [], "een-heel-lang-geheim-9"));
        (await CountAsync(host, Roles.Manager), await CountAsync(host, Roles.Office), await CountAsync(host, Roles.Guardian)).ShouldBe((1, 1, 0));
        await host.SendAsync(new BlockAccount.Command(both));
        (await CountAsync(host, Roles.Manager)).ShouldBe(0);
    }

    private static async Task<int> CountAsync(KonnectHost host, string role) => (await host.SendAsync(new ListRights.Query())).Value.Roles.Single(r => r.Role == role).Accounts!.Value;
}

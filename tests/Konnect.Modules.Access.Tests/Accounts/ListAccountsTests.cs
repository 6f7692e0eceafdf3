using Konnect.Modules.Access.Accounts;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.Accounts;

public sealed class ListAccountsTests
{
    [Fact]
    public async Task Accounts_come_by_name_with_roles_and_the_names_of_places()
    {
        await using var host = await KonnectHost.CreateAsync();
        await host.AddPlacesAsync();
        await host.AddAsync("ilse.bos@example.org", Roles.Office, Roles.Administrator);
        await host.SendAsync(new AddAccount.Command("z@example.org", "Anna de Vries", [Roles.Practitioner], ["L2"], ["L1-A"]));
        var found = (await host.SendAsync(new ListAccounts.Query(null, 1))).Value;
        found.Total.ShouldBe(2);
        found.Accounts.Select(a => a.Name).ShouldBe(["Anna de Vries", "Ilse Bos"]);
        found.Accounts[0].Places.ShouldBe(["Het Kompas", "Dreumes"], ignoreOrder: true);
        found.Accounts[0].State.ShouldBe(AccountState.Invited);
        found.Accounts[1].Roles.ShouldBe([Roles.Administrator, Roles.Office]);
        found.Workplaces.Select(w => w.Code).ShouldBe(["L1", "L2"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("ZOE")]
    [InlineData("zoë")]
    [InlineData("z.k@")]
    public async Task A_search_finds_part_of_a_name_or_address_with_or_without_accents(string search)
    {
        await using var host = await KonnectHost.CreateAsync();
        await host.SendAsync(new AddAccount.Command("z.k@example.org", "Zoë Kaya", [Roles.Office], [], []));
        await host.SendAsync(new AddAccount.Command("other@example.org", "Omar", [Roles.Office], [], []));
        (await host.SendAsync(new ListAccounts.Query(search, 1))).Value.Accounts.ShouldHaveSingleItem().Name.ShouldBe("Zoë Kaya");
    }

    [Fact]
    public async Task An_administrator_adds_somebody_on_the_page_and_sees_the_link_once()
    {
        await using var host = await Installation.ServeAsync();
        await host.AddPlacesAsync();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/accounts");
        await visitor.SubmitAsync("add", ("Input.Email", "fatima.demir@example.org"), ("Input.Name", ""), ("Input.Roles", "practitioner"));
        visitor.Page.QuerySelector("#add-locations-error")!.TextContent.ShouldBe("Kies een locatie of groep bij deze rol.");
        visitor.Page.QuerySelector("input[name='Input.Roles'][value=practitioner]")!.HasAttribute("checked").ShouldBeTrue();
        await visitor.SubmitAsync("add", ("Input.Email", "fatima.demir@example.org"), ("Input.Name", ""),
            ("Input.Roles", "practitioner"), ("Input.Roles", "coordinator"), ("Input.Groups", "L1-A"), ("Input.Groups", "L2-A"));
        var link = visitor.Page.QuerySelector(".notice code")!.TextContent;
        link.ShouldStartWith($"{host.Address}invitation/");
        visitor.Text.ShouldContain("Pedagogisch medewerker, Zorgcoördinator");
        await visitor.OpenAsync("/accounts");
        visitor.Page.QuerySelector(".notice code").ShouldBeNull();
        await visitor.OpenAsync(new Uri(link).AbsolutePath);
        visitor.Text.ShouldContain("Welkom, Fatima Demir");
    }
}

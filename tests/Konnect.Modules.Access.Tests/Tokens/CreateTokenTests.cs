using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Tokens;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Tokens;

public sealed class CreateTokenTests
{
    private static readonly LocalDate Today = new(2026, 11, 20);

    [Fact]
    public async Task A_token_is_shown_and_only_its_hash_kept()
    {
        await using var host = await KonnectHost.CreateAsync();
        var created = (await host.SendAsync(new CreateToken.Command(" Power BI ", ApiScopeKind.Bi, [], null, null, null))).Value;
        created.Token.ShouldStartWith("kn_");
        var kept = await host.ReadAsync(db => db.Tokens.SingleAsync());
        kept.Hash.ShouldBe(Secret.HashOf(created.Token));
        kept.Name.ShouldBe("Power BI");
        kept.ExpiresOn.ShouldBe(Today.PlusYears(1));
    }

    [Fact]
    public async Task An_inspection_needs_a_location_and_days()
    {
        await using var host = await KonnectHost.CreateAsync();
        var result = await host.SendAsync(new CreateToken.Command("GGD", ApiScopeKind.Inspection, [], null, null, null));
        result.Errors.Select(e => (e.Code, e.Field)).ShouldBe([("access.inspection-location", "Locations"), ("input.required", "From"), ("input.required", "To")], ignoreOrder: true);
    }

    [Fact]
    public async Task Days_that_make_no_sense_are_refused()
    {
        await using var host = await KonnectHost.CreateAsync();
        var result = await host.SendAsync(new CreateToken.Command("x", ApiScopeKind.Bi, [], Today, Today.PlusDays(-1), Today.PlusDays(-1)));
        result.Errors.Select(e => e.Code).ShouldBe(["access.dates-reversed", "access.expiry-past"], ignoreOrder: true);
        (await host.SendAsync(new CreateToken.Command("x", ApiScopeKind.Bi, ["L9"], null, null, null))).Errors[0].Code.ShouldBe("access.location-unknown");
    }

    [Theory]
    [InlineData(ApiScopeKind.Bi, true, true)]
    [InlineData(ApiScopeKind.Exchange, false, true)]
    [InlineData(ApiScopeKind.Admin, true, false)]
    public async Task Nobody_gives_a_token_more_than_the_own_role_holds(ApiScopeKind scope, bool administrator, bool office)
    {
        await using var host = await KonnectHost.CreateAsync();
        var command = new CreateToken.Command("x", scope, [], null, null, null);
        (await host.SendAsync(command, new TestUser("A", AccessScope.Everything, AccessPermissions.ManageTokens, AccessPermissions.ManageAccounts))).IsSuccess.ShouldBe(administrator);
        (await host.SendAsync(command, new TestUser("O", AccessScope.Everything, AccessPermissions.ManageTokens, AccessPermissions.ManageContentTokens))).IsSuccess.ShouldBe(office);
    }

    [Fact]
    public async Task The_page_makes_a_token_for_one_location_and_shows_it_once()
    {
        await using var host = await Installation.ServeAsync();
        await host.AddPlacesAsync();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/tokens");
        visitor.Text.ShouldContain("Nog geen tokens");
        visitor.Text.ShouldContain($"{host.Address}odata/v1");
        await visitor.SubmitAsync("create", ("Input.Name", "GGD"), ("Input.Scope", "Inspection"), ("Input.Locations", "L1"), ("Input.From", "2026-11-01"), ("Input.To", "2026-11-30"), ("Input.ExpiresOn", "2026-12-31"));
        visitor.Refusals.ShouldBeEmpty();
        var token = visitor.Page.QuerySelector(".notice code")!.TextContent;
        visitor.Text.ShouldContain("De Regenboog, zo 1 nov 2026 t/m ma 30 nov 2026");
        visitor.Text.ShouldContain("werkt t/m do 31 dec 2026");
        await visitor.OpenAsync("/tokens");
        visitor.Page.Body!.TextContent.ShouldNotContain(token);
        var kept = await host.ReadAsync(db => db.Tokens.SingleAsync());
        kept.Hash.ShouldBe(Secret.HashOf(token));
        kept.CreatedBy.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_date_that_cannot_be_read_makes_no_token()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        await visitor.OpenAsync("/tokens");
        await visitor.SubmitAsync("create", ("Input.Name", "x"), ("Input.Scope", "Bi"), ("Input.From", "gisteren"), ("Input.To", ""), ("Input.ExpiresOn", "2026-12-31"));
        (await host.ReadAsync(db => db.Tokens.CountAsync())).ShouldBe(0);
        visitor.Refusals.ShouldHaveSingleItem().ShouldBe("Dit kunnen we niet lezen. Kijk of het goed is getypt.");
    }
}

using System.Text.Json.Nodes;
using Konnect.Modules.Access.Contracts;
using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.SigningIn;

public sealed class PreparePasskeyTests
{
    [Fact]
    public async Task The_sign_in_page_names_no_account_and_asks_who_holds_the_device()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = new Visitor(host);
        await visitor.OpenAsync("/sign-in");
        var first = JsonNode.Parse(SoftKey.AskedOn(visitor))!;
        ((string?)first["userVerification"]).ShouldBe("required");
        (first["allowCredentials"]?.AsArray().Count ?? 0).ShouldBe(0);
        await visitor.OpenAsync("/sign-in");
        ((string?)JsonNode.Parse(SoftKey.AskedOn(visitor))!["challenge"]).ShouldNotBe((string?)first["challenge"]);
    }

    [Fact]
    public async Task A_new_one_is_to_be_found_without_a_name_and_not_on_a_device_that_has_one()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        using var key = new SoftKey(host);
        await visitor.OpenAsync("/profile/second-factor");
        var asked = JsonNode.Parse(SoftKey.AskedOn(visitor))!;
        ((string?)asked["authenticatorSelection"]!["residentKey"]).ShouldBe("required");
        ((string?)asked["authenticatorSelection"]!["userVerification"]).ShouldBe("required");
        await visitor.SubmitAsync("add", ("Input.Credential", key.Make(asked.ToJsonString())));
        await visitor.OpenAsync("/profile/second-factor");
        JsonNode.Parse(SoftKey.AskedOn(visitor))!["excludeCredentials"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_is_asked_for_whom_nobody_is()
    {
        await using var host = await KonnectHost.CreateAsync();
        await host.AddAsync("ilse.bos@example.org", Roles.Office);
        var result = await host.SendAsync(new Access.SigningIn.PreparePasskey.Query(Access.Identity.PasskeyUse.Add));
        result.Errors.ShouldHaveSingleItem().Code.ShouldBe("access.half-over");
    }
}

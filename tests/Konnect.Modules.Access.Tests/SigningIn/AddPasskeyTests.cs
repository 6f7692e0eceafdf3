using Konnect.Modules.Access.Contracts;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.Tests.SigningIn;

public sealed class AddPasskeyTests
{
    private const string Phone = "Mozilla/5.0 (Linux; Android 14; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

    [Fact]
    public async Task A_passkey_is_called_by_its_name_or_its_device()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = (await host.SignedInAsync()).Saying("User-Agent", Phone);
        using SoftKey first = new(host), second = new(host);
        await visitor.OpenAsync("/profile/second-factor");
        await visitor.SubmitAsync("add", ("Input.Credential", first.Make(SoftKey.AskedOn(visitor))));
        visitor.Page.QuerySelectorAll("#codes code").Length.ShouldBe(10);
        await visitor.OpenAsync("/profile/second-factor");
        await visitor.SubmitAsync("add", ("Input.Name", " Sleutelhanger "), ("Input.Credential", second.Make(SoftKey.AskedOn(visitor))));
        visitor.Address.ShouldBe("/profile/second-factor");
        visitor.Page.QuerySelectorAll("main td strong").Select(e => e.TextContent).ShouldBe(["Android, Chrome", "Sleutelhanger"]);
    }

    [Fact]
    public async Task An_answer_to_another_question_makes_none()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        using var key = new SoftKey(host);
        await visitor.OpenAsync("/profile/second-factor");
        var (first, second) = (key.Make(SoftKey.AskedOn(visitor)), "");
        await visitor.OpenAsync("/profile/second-factor");
        second = key.Make(SoftKey.AskedOn(visitor));
        var answer = first.Replace(StateOf(first), StateOf(second), StringComparison.Ordinal);
        await visitor.SubmitAsync("add", ("Input.Credential", answer));
        visitor.Refusals.ShouldHaveSingleItem().ShouldStartWith("Dat lukte niet met de passkey.");
        (await host.ReadAsync(db => db.Passkeys.AnyAsync())).ShouldBeFalse();
    }

    private static string StateOf(string answer) => (string)System.Text.Json.Nodes.JsonNode.Parse(answer)!["state"]!;

    [Fact]
    public async Task Without_asking_who_holds_the_device_it_is_not_enough()
    {
        await using var host = await Installation.ServeAsync();
        using var visitor = await host.SignedInAsync();
        using var key = new SoftKey(host) { Verifies = false };
        await visitor.OpenAsync("/profile/second-factor");
        await visitor.SubmitAsync("add", ("Input.Credential", key.Make(SoftKey.AskedOn(visitor))));
        visitor.Refusals.ShouldHaveSingleItem().ShouldStartWith("Dat lukte niet met de passkey.");
    }

    [Fact]
    public async Task The_same_passkey_belongs_to_one_account()
    {
        await using var host = await Installation.ServeAsync();
        await host.AddAsync("omar@example.org", Roles.Office);
        using var key = new SoftKey(host);
        foreach (var (email, isMade) in new[] { ("ilse.bos@example.org", true), ("omar@example.org", false) })
        {
            using var visitor = await host.SignedInAsync(email);
            await visitor.OpenAsync("/profile/second-factor");
            await visitor.SubmitAsync("add", ("Input.Credential", key.Make(SoftKey.AskedOn(visitor))));
            visitor.Refusals.Count.ShouldBe(isMade ? 0 : 1);
        }

        (await host.ReadAsync(db => db.Passkeys.CountAsync())).ShouldBe(1);
    }
}

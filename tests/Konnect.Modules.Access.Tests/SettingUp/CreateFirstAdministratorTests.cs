using System.Net;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.SettingUp;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Access.Tests.SettingUp;

public sealed class CreateFirstAdministratorTests
{
    [Fact]
    public async Task Without_accounts_every_page_leads_to_set_up_and_the_code_opens_the_first_account()
    {
        await using var host = await KonnectHost.ServeAsync();
        using var visitor = new Visitor(host);
        foreach (var page in new[] { "/profile", "/sign-in", "/accounts" })
        {
            await visitor.OpenAsync(page);
            visitor.Address.ShouldBe("/set-up");
        }

        await visitor.SubmitAsync("set-up", Filled(host.Services.GetRequiredService<SetUpCode>().Text));
        await visitor.OpenAsync("/profile");
        visitor.Address.ShouldBe("/profile");
        visitor.Text.ShouldContain("Ilse Bos");
        visitor.Text.ShouldContain("Beheerder, Kantoor");

        await visitor.OpenAsync("/set-up");
        visitor.Answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_wrong_code_opens_nothing_and_keeps_what_was_typed_but_the_password()
    {
        await using var host = await KonnectHost.ServeAsync();
        using var visitor = new Visitor(host);
        await visitor.OpenAsync("/set-up");
        await visitor.SubmitAsync("set-up", Filled("AAAA-AAAA"));
        visitor.Page.QuerySelector("#set-up-code-error")!.TextContent.ShouldStartWith("Dit is niet de code.");
        visitor.Page.QuerySelector("#set-up-email")!.GetAttribute("value").ShouldBe("ilse.bos@example.org");
        visitor.Page.QuerySelector("#set-up-password")!.HasAttribute("value").ShouldBeFalse();
        (await host.ReadAsync(db => db.Accounts.AnyAsync())).ShouldBeFalse();
    }

    [Fact]
    public async Task Ten_wrong_codes_void_the_code_until_a_new_start()
    {
        await using var host = await KonnectHost.CreateAsync();
        for (var i = 0; i < 10; i++)
            await SendAsync(host, "AAAA-AAAA");
        (await SendAsync(host, host.Services.GetRequiredService<SetUpCode>().Text)).ShouldBe("access.set-up-locked");
        (await host.ReadAsync(db => db.Accounts.AnyAsync())).ShouldBeFalse();
    }

    [Fact]
    public async Task A_refused_password_does_not_use_up_the_code()
    {
        await using var host = await KonnectHost.CreateAsync();
        var code = host.Services.GetRequiredService<SetUpCode>().Text;
        (await SendAsync(host, code, "short")).ShouldBe("access.password-too-short");
        (await SendAsync(host, code, "ilse.bos maakt dit")).ShouldBe("access.password-own");
        host.Services.GetRequiredService<SetUpCode>().Use(code).ShouldBe(SetUpCodeAnswer.Right);
    }

    [Fact]
    public async Task Once_there_is_an_account_the_code_opens_no_other()
    {
        await using var host = await KonnectHost.CreateAsync();
        await host.AddAsync("ilse.bos@example.org", Roles.Administrator);
        (await SendAsync(host, host.Services.GetRequiredService<SetUpCode>().Text)).ShouldBe("access.already-set-up");
    }

    private static (string, string)[] Filled(string code) =>
        [("Input.Code", code), ("Input.Name", "Ilse Bos"), ("Input.Email", "ilse.bos@example.org"), ("Input.Password", Installation.Password)];

    private static async Task<string> SendAsync(KonnectHost host, string code, string password = Installation.Password) =>
        (await host.SendAsync(new CreateFirstAdministrator.Command(code, "Ilse Bos", "ilse.bos@example.org", password))).Errors[0].Code;
}

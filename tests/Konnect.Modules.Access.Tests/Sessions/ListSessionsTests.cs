using Konnect.Modules.Access.Contracts;
using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.Sessions;

public sealed class ListSessionsTests
{
    private const string Phone = "Mozilla/5.0 (Linux; Android 14; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

    [Fact]
    public async Task Every_session_is_there_with_its_device_and_this_one_first()
    {
        await using var host = await Installation.ServeAsync();
        await host.AddAsync("omar@example.org", Roles.Office);
        using var other = await host.SignedInAsync("omar@example.org");
        using var phone = new Visitor(host).Saying("User-Agent", Phone);
        await phone.OpenAsync("/sign-in");
        await phone.SubmitAsync("sign-in", ("Input.Email", "ilse.bos@example.org"), ("Input.Password", Installation.Password), ("Input.OwnDevice", "true"));
        using var desk = await host.SignedInAsync();
        await desk.OpenAsync("/profile/sessions");
        var rows = desk.Page.QuerySelectorAll("main tbody tr").Select(r => string.Join(' ', r.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        rows.Count.ShouldBe(2);
        rows[0].ShouldStartWith("Onbekend apparaat dit apparaat 127.0.0.1");
        rows[1].ShouldStartWith("Chrome op Android ingelogdeigen apparaat 127.0.0.1");
    }
}

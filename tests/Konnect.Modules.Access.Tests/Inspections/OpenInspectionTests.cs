using Konnect.Modules.Access.Inspections;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Inspections;

public sealed class OpenInspectionTests
{
    [Fact]
    public async Task The_code_of_the_letter_however_typed_opens_what_was_granted_and_the_trail_names_the_inspector()
    {
        await using var host = await OnInspection.ServeAsync();
        var code = (await host.GiveAsync()).Value.Code;
        using var inspector = new Visitor(host);
        await inspector.OpenAsync("/inspect");
        await inspector.SubmitAsync("code", ("Input.Code", $"{code[..4].ToLowerInvariant()} {code[4..]}"));
        await inspector.SubmitAsync("open");
        inspector.Refusals.ShouldBeEmpty();
        ((int)inspector.Answer.StatusCode).ShouldBe(200);
        inspector.Text.ShouldContain("Karin de Wit (GGD Twente)");
        (await host.LinesAsync("access.open-inspection")).ShouldHaveSingleItem().ShouldStartWith("Karin de Wit (GGD Twente) 127.0.0.1");
        foreach (var page in new[] { "/profile", "/accounts", "/children", "/groups/L1-A", "/inspections", "/reports", "/trail" })
        {
            await inspector.OpenAsync(page);
            ((int)inspector.Answer.StatusCode).ShouldBe(403, page);
        }
    }

    [Fact]
    public async Task It_ends_after_half_an_hour_without_use_and_can_be_opened_again()
    {
        await using var host = await OnInspection.ServeAsync();
        var code = (await host.GiveAsync()).Value.Code;
        using var inspector = await host.OpenedAsync(code);
        host.Clock.Advance(Duration.FromMinutes(29));
        await inspector.OpenAsync("/ratio");
        ((int)inspector.Answer.StatusCode).ShouldBe(200);
        inspector.Address.ShouldBe("/ratio");
        host.Clock.Advance(Duration.FromMinutes(30));
        await inspector.OpenAsync("/ratio");
        inspector.Address.ShouldBe("/inspect?over=yes");
        using var again = await host.OpenedAsync(code);
        await again.OpenAsync("/ratio");
        again.Address.ShouldBe("/ratio");
    }

    [Fact]
    public async Task It_ends_with_the_grant_however_much_it_is_used()
    {
        await using var host = await OnInspection.ServeAsync();
        var code = (await host.GiveAsync(expires: new LocalDate(2026, 11, 20))).Value.Code;
        host.Clock.Now = new LocalDateTime(2026, 11, 20, 23, 50).InZoneLeniently(KonnectHost.Zone).ToInstant();
        using var inspector = await host.OpenedAsync(code);
        await inspector.OpenAsync("/ratio");
        inspector.Address.ShouldBe("/ratio");
        host.Clock.Advance(Duration.FromMinutes(10));
        await inspector.OpenAsync("/ratio");
        inspector.Address.ShouldBe("/inspect?over=yes");
    }

    [Fact]
    public async Task Signing_out_ends_the_visit_and_who_was_signed_in_before_is_no_longer()
    {
        await using var host = await OnInspection.ServeAsync();
        var code = (await host.GiveAsync()).Value.Code;
        using var office = await host.SignedInAsync();
        await office.OpenAsync($"/inspect/{code}");
        await office.SubmitAsync("open");
        await office.OpenAsync("/accounts");
        ((int)office.Answer.StatusCode).ShouldBe(403);
        await office.OpenAsync("/ratio");
        await office.SubmitToAsync("/sign-out");
        office.Address.ShouldBe("/inspect");
        (await host.ReadAsync(db => db.InspectionVisits.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Guessing_ends_after_thirty_for_the_network_address()
    {
        await using var host = await OnInspection.ServeAsync();
        for (var i = 0; i < 30; i++)
        {
            using var visitor = new Visitor(host);
            await visitor.OpenAsync($"/inspect/GUESS{i:D5}");
        }

        using var late = new Visitor(host);
        await late.OpenAsync($"/inspect/{(await host.GiveAsync()).Value.Code}");
        ((int)late.Answer.StatusCode).ShouldBe(429);
        (await host.SendAsync(new OpenInspection.Command("GUESS"))).IsSuccess.ShouldBeFalse();
    }
}

using Konnect.Modules.Access.Inspections;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Inspections;

public sealed class GetInspectionLinkTests
{
    [Fact]
    public async Task Looking_at_the_link_says_what_it_opens_and_opens_nothing()
    {
        await using var host = await OnInspection.ServeAsync();
        var code = (await host.GiveAsync()).Value.Code;
        using var visitor = new Visitor(host);
        await visitor.OpenAsync($"/inspect/{code}", ("Sec-Purpose", "prefetch"));
        visitor.Text.ShouldContain("Je ziet de beroepskracht-kindratio van De Regenboog, van di 1 sep 2026 t/m do 19 nov 2026.");
        (visitor.Answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : []).ShouldAllBe(cookie => !cookie.StartsWith("konnect.inspection", StringComparison.Ordinal));
        (await host.ReadAsync(db => db.InspectionVisits.CountAsync())).ShouldBe(0);
        await visitor.OpenAsync("/ratio");
        visitor.Address.ShouldStartWith("/sign-in");
    }

    [Fact]
    public async Task A_code_that_opens_nothing_says_why()
    {
        await using var host = await OnInspection.ServeAsync();
        var revoked = (await host.GiveAsync()).Value;
        await host.SendAsync(new RevokeInspection.Command(revoked.Id));
        var expired = (await host.GiveAsync(expires: new LocalDate(2026, 11, 20))).Value;
        host.Clock.Advance(Duration.FromHours(14));
        using var visitor = new Visitor(host);
        foreach (var (code, words) in new[] { (revoked.Code, "De opvang heeft deze inzage ingetrokken"), (expired.Code, "De inzage is verlopen"), ("WRONGCODE", "Deze code klopt niet") })
        {
            await visitor.OpenAsync($"/inspect/{code}");
            ((int)visitor.Answer.StatusCode).ShouldBe(410);
            visitor.Text.ShouldContain(words);
        }
    }
}

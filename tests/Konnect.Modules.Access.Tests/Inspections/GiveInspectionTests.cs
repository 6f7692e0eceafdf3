using Konnect.Modules.Access.Domain;
using Konnect.Modules.Access.Inspections;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Konnect.Modules.Access.Tests.Inspections;

public sealed class GiveInspectionTests
{
    [Fact]
    public async Task It_works_a_week_unless_said_and_only_the_hash_of_its_code_is_kept()
    {
        await using var host = await OnInspection.ServeAsync();
        var given = (await host.GiveAsync()).Value;
        var grant = await host.ReadAsync(db => db.InspectionGrants.SingleAsync());
        (grant.Id, grant.LocationCode, grant.From, grant.To, grant.ExpiresOn).ShouldBe((given.Id, "L1", OnInspection.From, OnInspection.To, new LocalDate(2026, 11, 27)));
        grant.Hash.ShouldBe(Secret.HashOf(given.Code));
        grant.Hash.ShouldNotContain(given.Code);
        (await host.LinesAsync("access.give-inspection")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_office_gives_it_on_the_page_and_the_letter_shows_it_once()
    {
        await using var host = await OnInspection.ServeAsync();
        using var office = await host.SignedInAsync();
        await office.OpenAsync("/inspections");
        office.Text.ShouldContain("Nog geen inzage gegeven");
        await office.SubmitAsync("add", ("Input.Name", "Karin de Wit"), ("Input.Organisation", "GGD Twente"), ("Input.Location", "L1"));
        office.Refusals.ShouldBeEmpty();
        office.Address.ShouldBe("/inspections/letter");
        office.Text.ShouldContain("Karin de Wit, GGD Twente");
        office.Text.ShouldContain("/inspect/");
        office.Page.QuerySelector("svg[role=img] path").ShouldNotBeNull();
        await office.OpenAsync("/inspections/letter");
        office.Text.ShouldContain("De brief staat er niet meer");
        await office.OpenAsync("/inspections");
        office.Text.ShouldContain("De Regenboog");
        office.Text.ShouldContain("t/m vr 27 nov 2026");
    }

    [Fact]
    public async Task What_cannot_be_is_refused_at_its_field()
    {
        await using var host = await OnInspection.ServeAsync();
        foreach (var (command, code) in new[]
        {
            (OnInspection.Grant() with { Location = "" }, "access.inspection-place"),
            (OnInspection.Grant("X"), "access.location-unknown"),
            (OnInspection.Grant() with { To = OnInspection.From.PlusDays(-1) }, "access.dates-reversed"),
            (OnInspection.Grant() with { From = new LocalDate(2025, 1, 1) }, "access.inspection-long"),
            (OnInspection.Grant(expires: new LocalDate(2026, 11, 19)), "access.expiry-past"),
            (OnInspection.Grant(expires: new LocalDate(2026, 12, 21)), "access.inspection-expiry"),
        })
            (await host.SendAsync(command)).Errors.ShouldHaveSingleItem(code).Code.ShouldBe(code);
        (await host.GiveAsync(expires: new LocalDate(2026, 12, 20))).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task A_manager_gives_the_own_location_and_no_other()
    {
        await using var host = await OnInspection.ServeAsync();
        (await host.GiveAsync("L1", by: OnInspection.Manager)).IsSuccess.ShouldBeTrue();
        (await host.GiveAsync("L2", by: OnInspection.Manager)).Errors[0].Code.ShouldBe("access.location-unknown");
    }
}

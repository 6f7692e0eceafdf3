using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Files;
using Konnect.Modules.Children.Permits;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Children.Tests.Permits;

public sealed class GiveOwnPermitTests
{
    [Fact]
    public async Task The_group_finds_who_may_collect_that_day_and_no_other_and_the_guardian_the_code()
    {
        await using var it = await Doorway.CreateAsync();
        var given = await it.GivenAsync(Doorway.Own(" Buurman Jan ", Doorway.Friday.PlusDays(1)));
        PermitCode.Read(given.Code).ShouldBe(given.Code);
        (await it.AtTheDoorAsync()).ShouldBeEmpty();
        (await it.AtTheDoorAsync(Doorway.Friday.PlusDays(1))).ShouldBe([new(given.Id, "Buurman Jan", "buurman van oma", false, 5)]);
        (await it.AtTheDoorAsync(Doorway.Friday.PlusDays(1), "K002")).ShouldBeEmpty();
        (await it.SendAsync(new ListOwnPermits.Query("K001"), it.Laura)).Value.Coming.Single().Code.ShouldBe(given.Code);
    }

    [Theory]
    [InlineData("Murat Aydin")]
    [InlineData("murat  AYDIN.")]
    [InlineData("Murat-Aydin")]
    public async Task Who_may_not_collect_the_child_cannot_be_named(string name)
    {
        await using var it = await Doorway.CreateAsync();
        var refused = (await it.SendAsync(Doorway.Own(name), it.Laura)).Errors.ShouldHaveSingleItem();
        (refused.Code, refused.Field).ShouldBe(("children.permit-barred", "Name"));
        // Of another child nothing is known about this person.
        (await it.SendAsync(Doorway.Own(name, number: "K002"), it.Laura)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Only_a_guardian_with_authority_who_is_not_shut_out_can_and_the_rest_is_as_a_child_that_is_not_there()
    {
        await using var it = await Doorway.CreateAsync();
        var unknown = (await it.SendAsync(Doorway.Own(number: "nobody"), it.Laura)).Errors;
        unknown.ShouldHaveSingleItem().Code.ShouldBe("children.unknown");
        (await it.SendAsync(Doorway.Own(number: "K003"), it.Laura)).Errors.Single().ShouldBeEquivalentTo(unknown[0]);
        (await it.SendAsync(Doorway.Own(), it.Joke)).Errors.Single().ShouldBeEquivalentTo(unknown[0], "no authority");
        (await it.SendAsync(Doorway.Own(), it.Murat)).IsSuccess.ShouldBeTrue("who may not collect may decide all the same");
        await BlockAsync(it, "D2");
        (await it.SendAsync(Doorway.Own(), it.Murat)).Errors.Single().ShouldBeEquivalentTo(unknown[0], "shut out by a court");
        (await it.SendAsync(Doorway.Own(), Doorway.Practitioner)).Errors.Single().Code.ShouldBe("access.not-allowed");
    }

    [Fact]
    public async Task What_a_guardian_gave_who_was_shut_out_since_holds_no_more()
    {
        await using var it = await Doorway.CreateAsync();
        var given = await it.GivenAsync(by: it.Murat);
        (await it.AtTheDoorAsync()).Count.ShouldBe(1);
        await BlockAsync(it, "D2");
        (await it.AtTheDoorAsync()).ShouldBeEmpty();
        (await it.TellAsync(given.Id, given.Code)).Errors.Single().Code.ShouldBe("children.permit-withdrawn");
    }

    [Fact]
    public async Task Who_was_named_and_may_no_more_collect_is_refused_at_the_door_too()
    {
        await using var it = await Doorway.CreateAsync();
        var given = await it.GivenAsync(Doorway.Own("Joke Visser"));
        await BlockAsync(it, "D3");
        (await it.AtTheDoorAsync()).ShouldBeEmpty();
        (await it.TellAsync(given.Id, given.Code)).Errors.Single().Code.ShouldBe("children.permit-barred");
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(28, true)]
    [InlineData(29, false)]
    public async Task It_is_for_today_or_a_day_within_four_weeks(int days, bool can)
    {
        await using var it = await Doorway.CreateAsync();
        var answer = await it.SendAsync(Doorway.Own(day: Doorway.Friday.PlusDays(days)), it.Laura);
        answer.Errors.Select(e => (e.Code, e.Field)).ShouldBe(can ? [] : [("children.permit-day", "Day")]);
    }

    [Fact]
    public async Task A_photo_is_one_by_its_first_bytes_and_two_megabytes_at_most()
    {
        await using var it = await Doorway.CreateAsync();
        var program = Doorway.Own() with { Photo = [.. "MZ"u8, .. new byte[200]] };
        (await it.SendAsync(program, it.Laura)).Errors.Select(e => (e.Code, e.Field)).ShouldBe([("children.permit-photo-kind", "Photo")], "a program that is called .jpg");
        (await it.SendAsync(program with { Photo = [] }, it.Laura)).Errors.Single().Code.ShouldBe("children.permit-photo-kind");
        (await it.SendAsync(program with { Photo = [.. "<svg onload=alert(1)>"u8] }, it.Laura)).Errors.Single().Code.ShouldBe("children.permit-photo-kind");
        (await it.SendAsync(program with { Photo = [.. Doorway.Pictures["image/jpeg"], .. new byte[3 << 20]] }, it.Laura)).Errors.Select(e => (e.Code, e.Field)).ShouldBe([("children.permit-photo-large", "Photo")]);
        (await it.QueryAsync(db => db.CollectorPermits.CountAsync())).ShouldBe(0);
        foreach (var (type, picture) in Doorway.Pictures)
        {
            var given = await it.GivenAsync(Doorway.Own(type) with { Photo = picture });
            var found = await it.Host.InScopeAsync(s => Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Contracts.ICollectorPermits>(s).FindPictureAsync(given.Id, default));
            found!.ContentType.ShouldBe(type);
            found.Content!.Value.ToArray().ShouldBe(picture);
        }

        (await it.AtTheDoorAsync()).ShouldAllBe(p => p.HasPhoto);
        var largest = new byte[PermitPhoto.Largest];
        Doorway.Pictures["image/png"].CopyTo(largest, 0);
        (await it.SendAsync(Doorway.Own() with { Photo = largest }, it.Laura)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task Neither_code_nor_photo_lies_readable_in_the_database()
    {
        await using var it = await Doorway.CreateAsync();
        byte[] picture = [.. Doorway.Pictures["image/jpeg"], .. "Dit is de foto van buurman Jan"u8];
        var given = await it.GivenAsync(Doorway.Own() with { Photo = picture });
        var stored = await it.QueryAsync(async db => (
            Code: await db.CollectorPermits.Select(p => EF.Property<byte[]>(p, "SealedCode")).SingleAsync(),
            Picture: await db.CollectorPhotos.Select(p => EF.Property<byte[]>(p, "SealedPicture")).SingleAsync()));
        stored.Code.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(given.Code)).ShouldBe(-1);
        stored.Picture.AsSpan().IndexOf("Dit is de foto"u8).ShouldBe(-1);
        stored.Picture.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Convert.ToBase64String(picture))).ShouldBe(-1);
    }

    [Fact]
    public async Task A_name_is_text_on_one_line_of_at_most_a_hundred_characters()
    {
        await using var it = await Doorway.CreateAsync();
        await Refused(Doorway.Own("  "), "children.permit-name", "Name");
        await Refused(Doorway.Own(new string('x', 101)), "input.too-long", "Name");
        await Refused(Doorway.Own("Jan\nPiet"), "input.invalid", "Name");
        await Refused(Doorway.Own() with { Relation = new string('x', 101) }, "input.too-long", "Relation");
        await Refused(Doorway.Own() with { RequestId = Guid.Empty }, "input.required", "RequestId");
        await it.GivenAsync(Doorway.Own("<script>alert('x')</script>"));
        (await it.AtTheDoorAsync()).Single().Name.ShouldBe("<script>alert('x')</script>");

        async Task Refused(GiveOwnPermit.Command command, string code, string field) => (await it.SendAsync(command, it.Laura)).Errors.Select(e => (e.Code, e.Field)).ShouldBe([(code, field)]);
    }

    [Fact]
    public async Task Sent_twice_it_is_one_also_at_once_and_the_request_of_somebody_else_tells_nothing()
    {
        await using var it = await Doorway.CreateAsync();
        var command = Doorway.Own() with { Photo = Doorway.Pictures["image/png"] };
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => it.SendAsync(command, it.Laura)));
        answers.Select(a => a.Value).Distinct().Count().ShouldBe(1);
        var other = (await it.SendAsync(command, it.Murat)).Value;
        other.Id.ShouldNotBe(answers[0].Value.Id);
        (await it.QueryAsync(db => db.CollectorPermits.CountAsync())).ShouldBe(2);
        // Nor does the key of a permit, which the board shows.
        (await it.SendAsync(command with { RequestId = answers[0].Value.Id }, it.Murat)).Value.Id.ShouldNotBe(answers[0].Value.Id);
    }

    [Fact]
    public async Task Of_one_child_no_more_than_ten_stand_open()
    {
        await using var it = await Doorway.CreateAsync();
        for (var i = 0; i < CollectorPermit.MostAhead; i++)
            (await it.SendAsync(Doorway.Own($"Jan {i}"), it.Laura)).IsSuccess.ShouldBeTrue();
        (await it.SendAsync(Doorway.Own(), it.Laura)).Errors.Single().Code.ShouldBe("children.permit-many");
        await it.SendAsync(new WithdrawOwnPermit.Command("K001", (await it.AtTheDoorAsync())[0].Id), it.Laura);
        (await it.SendAsync(Doorway.Own(), it.Laura)).IsSuccess.ShouldBeTrue();
    }

    [Fact]
    public async Task The_trail_tells_who_gave_it_for_which_child_and_no_code()
    {
        await using var it = await Doorway.CreateAsync();
        var given = await it.GivenAsync(Doorway.Own() with { Photo = Doorway.Pictures["image/png"] });
        var line = (await it.TrailAsync())[0];
        (line.Kind, line.UserName).ShouldBe(("children.give-own-permit", "Laura"));
        var change = line.Changes.ShouldHaveSingleItem();
        (change.Act, change.Record).ShouldBe((TrailAct.Added, "CollectorPermit"));
        change.Fields.Select(f => f.Name).ShouldBe(["Name", "Relation", "Day", "Verified"], ignoreOrder: true);
        change.Fields.ShouldAllBe(f => f.New != given.Code);
    }

    private static async Task BlockAsync(Doorway it, string guardian) =>
        (await it.SendAsync(new BlockGuardian.Command("K001", await it.IdAsync(guardian)), People.Manager("L1") with { Permissions = [ChildrenPermissions.BlockGuardian] })).IsSuccess.ShouldBeTrue();
}

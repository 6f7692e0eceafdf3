using Konnect.Modules.Children.Contracts;
using Konnect.Modules.Children.Domain;
using Konnect.Modules.Children.Permits;
using Konnect.Modules.Children.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Children.Tests.Permits;

/// <summary>A code at the door: right once, wrong five times.</summary>
public sealed class CollectorPermitsTests
{
    [Fact]
    public async Task The_right_code_works_once_and_code_and_photo_go_with_it()
    {
        await using var it = await Doorway.CreateAsync();
        var given = await it.GivenAsync(Doorway.Own() with { Photo = Doorway.Pictures["image/png"] });
        it.At(Doorway.Friday, 17);
        (await it.TellAsync(given.Id, $" {given.Code[..2]} {given.Code[2..]} ")).Value.ShouldBe(new UsedPermit("Buurman Jan", "buurman van oma"));
        (await it.TellAsync(given.Id, given.Code)).Errors.Single().Code.ShouldBe("children.permit-used");
        (await it.AtTheDoorAsync()).ShouldBeEmpty();
        var row = await it.RowAsync(given.Id);
        (row.Code, row.CollectedAt).ShouldBe(("", it.Host.Clock.Now));
        (await it.QueryAsync(db => db.CollectorPhotos.CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task Five_wrong_codes_close_it_also_for_the_right_one_and_each_tells_how_many_are_left()
    {
        await using var it = await Doorway.CreateAsync();
        var given = await it.GivenAsync();
        for (var i = 1; i < CollectorPermit.MostTries; i++)
        {
            var wrong = (await it.TellAsync(given.Id, Doorway.Other(given.Code, i))).Errors.Single();
            (wrong.Code, wrong.Field, wrong.Args[0]).ShouldBe(("children.permit-wrong-code", "Code", CollectorPermit.MostTries - i));
            (await it.AtTheDoorAsync()).Single().TriesLeft.ShouldBe(CollectorPermit.MostTries - i);
        }

        (await it.TellAsync(given.Id, Doorway.Other(given.Code, 5))).Errors.Single().Code.ShouldBe("children.permit-closed");
        (await it.TellAsync(given.Id, given.Code)).Errors.Single().Code.ShouldBe("children.permit-closed");
        (await it.AtTheDoorAsync()).Single().TriesLeft.ShouldBe(0, "the group sees whom to call about");
        (await it.RowAsync(given.Id)).FailedTries.ShouldBe(5);
    }

    [Fact]
    public async Task A_wrong_code_stands_in_the_trail_with_who_and_which_child_and_without_the_code()
    {
        await using var it = await Doorway.CreateAsync();
        var given = await it.GivenAsync();
        var wrong = Doorway.Other(given.Code);
        await it.TellAsync(given.Id, wrong);
        var line = (await it.TrailAsync())[0];
        (line.Kind, line.UserName).ShouldBe(("children.wrong-permit-code", "Lisa"));
        line.Changes.SelectMany(c => c.Fields).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_try_sent_twice_counts_once_and_another_code_with_its_key_counts()
    {
        await using var it = await Doorway.CreateAsync();
        var given = await it.GivenAsync();
        var attempt = Guid.NewGuid();
        for (var i = 0; i < 3; i++)
            (await it.TellAsync(given.Id, Doorway.Other(given.Code), attempt)).Errors.Single().Args[0].ShouldBe(4);
        (await it.TrailAsync()).Count(l => l.Kind == "children.wrong-permit-code").ShouldBe(1);
        for (var i = 2; i <= 5; i++)
            await it.TellAsync(given.Id, Doorway.Other(given.Code, i), attempt);
        (await it.TellAsync(given.Id, given.Code, attempt)).Errors.Single().Code.ShouldBe("children.permit-closed", "one key gives no more tries than many");
    }

    [Theory]
    [InlineData("")]
    [InlineData("123")]
    [InlineData("12345")]
    [InlineData("12a4")]
    [InlineData("١٢٣٤")]
    public async Task What_can_be_no_code_is_no_try(string code)
    {
        await using var it = await Doorway.CreateAsync();
        var given = await it.GivenAsync();
        (await it.TellAsync(given.Id, code)).Errors.Single().Code.ShouldBe("children.permit-code");
        (await it.RowAsync(given.Id)).FailedTries.ShouldBe(0);
    }

    [Fact]
    public async Task Another_day_another_child_and_none_at_all_are_refused_and_count_as_no_try()
    {
        await using var it = await Doorway.CreateAsync();
        var tomorrow = await it.GivenAsync(Doorway.Own(day: Doorway.Friday.PlusDays(1)));
        (await it.TellAsync(tomorrow.Id, tomorrow.Code)).Errors.Single().Code.ShouldBe("children.permit-other-day");
        (await it.TellAsync(tomorrow.Id, tomorrow.Code, day: Doorway.Friday.PlusDays(1))).Errors.Single().Code.ShouldBe("children.permit-other-day", "registered ahead");
        (await it.TellAsync(tomorrow.Id, tomorrow.Code, number: "K002")).Errors.Single().Code.ShouldBe("children.permit-unknown");
        (await it.TellAsync(Guid.NewGuid(), tomorrow.Code)).Errors.Single().Code.ShouldBe("children.permit-unknown");
        it.At(Doorway.Friday.PlusDays(2), 8);
        (await it.TellAsync(tomorrow.Id, tomorrow.Code, day: Doorway.Friday.PlusDays(1))).Errors.Single().Code.ShouldBe("children.permit-other-day", "registered afterwards");
        (await it.RowAsync(tomorrow.Id)).FailedTries.ShouldBe(0);
    }

    [Fact]
    public async Task Of_many_right_codes_at_once_one_wins()
    {
        await using var it = await Doorway.CreateAsync();
        var given = await it.GivenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => it.TellAsync(given.Id, given.Code)));
        answers.Count(a => a.IsSuccess).ShouldBe(1);
        answers.Where(a => !a.IsSuccess).ShouldAllBe(a => a.Errors.Single().Code == "children.permit-used");
    }

    [Fact]
    public async Task Of_many_wrong_codes_at_once_each_counts_and_no_more_than_five_are_looked_at()
    {
        await using var it = await Doorway.CreateAsync();
        var given = await it.GivenAsync();
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(i => it.TellAsync(given.Id, Doorway.Other(given.Code, i))));
        answers.Count(a => a.Errors.Single().Code == "children.permit-wrong-code").ShouldBe(4);
        (await it.RowAsync(given.Id)).FailedTries.ShouldBe(5);
        (await it.TrailAsync()).Count(l => l.Kind == "children.wrong-permit-code").ShouldBe(5);
    }

    [Fact]
    public async Task Withdrawn_and_used_at_once_without_a_lock_one_is_told_that_the_other_was_first()
    {
        await using var it = await Doorway.CreateAsync();
        var given = await it.GivenAsync();
        await using var scope = it.Host.Scope();
        var db = scope.ServiceProvider.GetRequiredService<ChildrenDbContext>();
        var read = await db.CollectorPermits.SingleAsync();
        (await it.SendAsync(new WithdrawOwnPermit.Command("K001", given.Id), it.Laura)).IsSuccess.ShouldBeTrue();
        read.Try(given.Code, Guid.NewGuid(), it.Host.Clock.Now, out _).ShouldBeTrue("it was read before");
        await Should.ThrowAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync());
        (await it.RowAsync(given.Id)).CollectedAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_photo_is_found_on_its_day_only()
    {
        await using var it = await Doorway.CreateAsync();
        var given = await it.GivenAsync(Doorway.Own() with { Photo = Doorway.Pictures["image/webp"] });
        (await FindAsync(given.Id))!.ContentType.ShouldBe("image/webp");
        (await FindAsync(Guid.NewGuid())).ShouldBeNull();
        it.At(Doorway.Friday.PlusDays(1), 8);
        (await FindAsync(given.Id)).ShouldBeNull();

        Task<PermitPicture?> FindAsync(Guid id) => it.Host.InScopeAsync(s => s.GetRequiredService<ICollectorPermits>().FindPictureAsync(id, CancellationToken.None));
    }
}

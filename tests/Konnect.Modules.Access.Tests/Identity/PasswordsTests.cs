using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.Modules.Access.Contracts;
using Konnect.Modules.Access.Identity;
using Konnect.Testing;
using Microsoft.EntityFrameworkCore;

namespace Konnect.Modules.Access.Tests.Identity;

public sealed class PasswordsTests
{
    [Theory]
    [InlineData(40_000, 20, 500_000)]
    [InlineData(40_000, 11, 909_000)]
    [InlineData(40_000, 400, PasswordCost.Fewest)]
    [InlineData(40_000, 1, PasswordCost.Most)]
    public void A_machine_does_as_many_rounds_as_fit_a_quarter_of_a_second_within_limits(int sample, int milliseconds, int rounds) =>
        PasswordCost.RoundsFor(sample, TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(rounds);

    [Fact]
    public void This_machine_is_measured_once()
    {
        var cost = new PasswordCost(new());
        cost.Rounds.ShouldBeInRange(PasswordCost.Fewest, PasswordCost.Most);
        (cost.Rounds % 1000).ShouldBe(0);
        cost.Rounds.ShouldBe(cost.Rounds);
    }

    [Fact]
    public async Task A_hash_of_a_slower_time_is_renewed_at_sign_in_and_one_of_nearly_today_is_left()
    {
        await using var host = await KonnectHost.ServeAsync(signIn: KonnectHost.ByPassword with { PasswordRounds = 10_000 });
        await host.AddAsync("omar@example.org", Roles.Office);
        await host.ReadAsync(async db =>
        {
            var account = await db.Accounts.SingleAsync();
            account.PasswordHash = new Microsoft.AspNetCore.Identity.PasswordHasher<Access.Domain.Account>(Microsoft.Extensions.Options.Options.Create(
                new Microsoft.AspNetCore.Identity.PasswordHasherOptions { IterationCount = 1_000 })).HashPassword(account, Installation.Password);
            return await db.SaveChangesAsync();
        });
        (await host.SignedInAsync("omar@example.org")).Dispose();
        var hash = await host.ReadAsync(db => db.Accounts.Select(a => a.PasswordHash).SingleAsync());
        Passwords.RoundsOf(hash!).ShouldBe(10_000);
        (await host.SignedInAsync("omar@example.org")).Dispose();
        (await host.ReadAsync(db => db.Accounts.Select(a => a.PasswordHash).SingleAsync())).ShouldBe(hash);
        var cost = new PasswordCost(new SignInSettings { PasswordRounds = 10_000 });
        cost.IsCheap(8_000).ShouldBeFalse();
        cost.IsCheap(7_999).ShouldBeTrue();
    }
}

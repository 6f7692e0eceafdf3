using Konnect.Modules.Access.Domain;

namespace Konnect.Modules.Access.Tests.Domain;

public sealed class SecretTests
{
    [Fact]
    public void A_secret_is_its_prefix_and_43_letters_and_digits_that_never_repeat()
    {
        var secrets = Enumerable.Range(0, 500).Select(_ => Secret.Create(ApiToken.Prefix)).ToHashSet();
        secrets.Count.ShouldBe(500);
        secrets.ShouldAllBe(s => s.Length == 46 && s.StartsWith("kn_") && s.Skip(3).All(char.IsAsciiLetterOrDigit));
    }

    [Fact]
    public void The_hash_is_SHA_256() =>
        Secret.HashOf("abc").ShouldBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

    [Theory]
    [InlineData("k7qm-4xwd", "K7QM4XWD")]
    [InlineData(" K7QM 4XWD ", "K7QM4XWD")]
    [InlineData("", "")]
    public void A_short_one_is_read_however_it_was_typed(string typed, string code) => Secret.ReadShort(typed).ShouldBe(code);

    [Fact]
    public void A_short_one_holds_nothing_that_is_mistaken_for_something_else()
    {
        var codes = Enumerable.Range(0, 500).Select(_ => Secret.CreateShort(16)).ToHashSet();
        codes.Count.ShouldBe(500);
        codes.ShouldAllBe(c => c.Length == 16 && c.All(l => "ABCDEFGHJKLMNPQRSTUVWXYZ23456789".Contains(l)));
        Secret.ShowShort("K7QM4XWD", 4).ShouldBe("K7QM 4XWD");
    }
}

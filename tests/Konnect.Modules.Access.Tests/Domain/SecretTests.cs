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
}

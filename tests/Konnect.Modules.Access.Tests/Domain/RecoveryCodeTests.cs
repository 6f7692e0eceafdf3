using Konnect.Modules.Access.Domain;

namespace Konnect.Modules.Access.Tests.Domain;

public sealed class RecoveryCodeTests
{
    [Fact]
    public void A_sheet_has_ten_different_codes_of_which_only_hashes_are_kept()
    {
        var account = Guid.NewGuid();
        var (shown, kept) = RecoveryCode.Make(account);
        shown.Distinct().Count().ShouldBe(10);
        shown.ShouldAllBe(code => code.Length == 14 && code[4] == '-' && code[9] == '-');
        kept.Select(k => k.Hash).ShouldBe(shown.Select(code => RecoveryCode.HashOf(account, code)));
        RecoveryCode.HashOf(Guid.NewGuid(), shown[0]).ShouldNotBe(kept[0].Hash);
    }

    [Fact]
    public void It_is_typed_as_people_type()
    {
        var account = Guid.NewGuid();
        var code = RecoveryCode.Make(account).Shown[0];
        RecoveryCode.HashOf(account, code.Replace('-', ' ').ToLowerInvariant()).ShouldBe(RecoveryCode.HashOf(account, code));
        RecoveryCode.IsOne(code).ShouldBeTrue();
        RecoveryCode.IsOne("123456").ShouldBeFalse();
    }
}

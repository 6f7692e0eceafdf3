using Konnect.Modules.Access.Domain;

namespace Konnect.Modules.Access.Tests.Domain;

public sealed class SetUpCodeTests
{
    [Fact]
    public void The_code_is_eight_characters_that_do_not_look_alike()
    {
        for (var i = 0; i < 200; i++)
        {
            var text = new SetUpCode().Text;
            text.Length.ShouldBe(9);
            text.Replace("-", "", StringComparison.Ordinal).ShouldAllBe(c => "23456789ABCDEFGHJKMNPQRSTUVWXYZ".Contains(c));
        }
    }

    [Fact]
    public void The_code_works_once_in_any_writing()
    {
        var code = new SetUpCode();
        code.Use($" {code.Text.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)} ").ShouldBe(SetUpCodeAnswer.Right);
        code.Use(code.Text).ShouldBe(SetUpCodeAnswer.Locked);
    }

    [Fact]
    public void After_ten_wrong_tries_the_right_code_is_void()
    {
        var code = new SetUpCode();
        for (var i = 0; i < 9; i++)
            code.Use("AAAA-AAAA").ShouldBe(SetUpCodeAnswer.Wrong);
        code.Use("").ShouldBe(SetUpCodeAnswer.Locked);
        code.Use(code.Text).ShouldBe(SetUpCodeAnswer.Locked);
    }
}

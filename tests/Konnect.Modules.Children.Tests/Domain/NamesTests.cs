using Konnect.Modules.Children.Domain;

namespace Konnect.Modules.Children.Tests.Domain;

public sealed class NamesTests
{
    [Theory]
    [InlineData("zoe")]
    [InlineData("ZOË")]
    [InlineData("van der veen")]
    [InlineData("vanderveen")]
    [InlineData("veen  zoë")]
    [InlineData("k001")]
    [InlineData("")]
    public void Capitals_accents_spaces_and_the_order_of_words_make_no_difference(string words) => Names.Find("K001 Zoë van der Veen", words).ShouldBeTrue();

    [Theory]
    [InlineData("zoe bakker")]
    [InlineData("k002")]
    public void Every_word_must_be_there(string words) => Names.Find("K001 Zoë van der Veen", words).ShouldBeFalse();

    [Fact]
    public void An_apostrophe_is_no_letter() => Names.Find("Noah O'Brien", "obrien").ShouldBeTrue();

    [Fact]
    public void Accents_do_not_order() => new[] { "Zoë", "Özgür", "Emma", "Oskar", "zara" }.OrderBy(Names.Key, Names.Order).ShouldBe(["Emma", "Oskar", "Özgür", "zara", "Zoë"]);
}

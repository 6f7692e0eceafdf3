using Konnect.Modules.Children.Contracts;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.Modules.Planning.Tests.PublicApi;

public sealed class MentorDirectoryTests(Neighbourhood neighbourhood) : IClassFixture<Neighbourhood>
{
    [Theory]
    [InlineData("S1", "Lisa van den Heuvel")]
    [InlineData("S9", null)]
    public async Task Knows_the_name_behind_a_staff_number(string number, string? name) =>
        (await neighbourhood.Host.InScopeAsync(s => s.GetRequiredService<IMentorDirectory>().FindNameAsync(number, CancellationToken.None))).ShouldBe(name);
}

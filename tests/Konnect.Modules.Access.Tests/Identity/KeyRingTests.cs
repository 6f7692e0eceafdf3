using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.Modules.Access.Identity;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Konnect.Modules.Access.Tests.Identity;

public sealed class KeyRingTests : IDisposable
{
    private const string Key = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF";
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("konnect-keys-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public void With_a_master_key_no_key_stands_bare_in_the_directory()
    {
        var kept = Protector(Key).Protect("secret");
        Files().ShouldNotBeEmpty();
        Files().ShouldAllBe(text => text.Contains("konnectSecret") && !text.Contains("<value>"));
        Protector(Key).Unprotect(kept).ShouldBe("secret");
    }

    [Fact]
    public void Keys_from_before_there_was_a_master_key_are_encrypted_and_still_open()
    {
        var kept = Protector(null).Protect("secret");
        Files().ShouldAllBe(text => text.Contains("<value>"));
        Protector(Key).Unprotect(kept).ShouldBe("secret");
        Files().ShouldAllBe(text => !text.Contains("<value>"));
        Protector(Key).Unprotect(kept).ShouldBe("secret");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("another-key-of-thirty-two-letters")]
    public void Without_the_key_they_were_made_with_nothing_starts_and_nothing_is_replaced(string? other)
    {
        Protector(Key).Protect("secret");
        var before = Files();
        Should.Throw<InvalidOperationException>(() => Protector(other).Protect("more")).Message.ShouldContain("KONNECT__KEY");
        Files().ShouldBe(before);
    }

    [Fact]
    public void Under_another_master_key_every_key_is_encrypted_anew_when_the_earlier_one_is_given_once()
    {
        const string Other = "another-key-of-thirty-two-letters";
        var kept = Protector(Key).Protect("secret");
        var before = Files();
        Protector(Other, earlier: Key).Unprotect(kept).ShouldBe("secret");
        Files().ShouldNotBe(before);
        Protector(Other).Unprotect(kept).ShouldBe("secret");
        Should.Throw<InvalidOperationException>(() => Protector(Key).Unprotect(kept));
    }

    private List<string> Files() => [.. directory.GetFiles("keys/key-*.xml").Select(f => File.ReadAllText(f.FullName))];

    private IDataProtector Protector(string? key, string? earlier = null)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(new DatabaseSettings(directory.FullName, null)).AddSingleton<IConfigureOptions<KeyManagementOptions>, KeyRing>();
        if (key is not null)
            services.AddSingleton(new MasterKey(key, earlier is null ? null : new MasterKey(earlier)));
        services.AddDataProtection().SetApplicationName("konnect");
        return services.BuildServiceProvider().GetRequiredService<IDataProtectionProvider>().CreateProtector("test");
    }
}

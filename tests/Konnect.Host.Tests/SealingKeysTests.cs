using System.Security.Cryptography;
using System.Text;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Microsoft.AspNetCore.DataProtection;

namespace Konnect.Host.Tests;

/// <summary>Secrets that seal, their versions, and what is sealed under them.</summary>
public sealed class SealingKeysTests : IDisposable
{
    private const string Purpose = "konnect trail chain";

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("konnect-sealing-");
    private readonly EphemeralDataProtectionProvider ring = new();

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task Of_many_that_start_at_once_one_makes_the_secret()
    {
        for (var round = 1; round <= 20; round++)
        {
            var secret = $"s{round}";
            using var start = new Barrier(4);
            var found = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    var keys = Keys();
                    start.SignalAndWait();
                    return Convert.ToHexString(keys.Find(secret, keys.Newest(secret), Purpose)!);
                },
                CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            found.Distinct().ShouldHaveSingleItem();
            Directory.GetFiles(directory.FullName, $"{secret}.*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        }
    }

    [Fact]
    public void The_file_of_an_earlier_release_is_the_first_version()
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        Directory.CreateDirectory(Folder);
        File.WriteAllBytes(Path.Combine(Folder, "trail.key"), ring.CreateProtector("konnect.trail").Protect(secret));
        Keys().Newest("trail").ShouldBe(1);
        Keys().Find("trail", 1, Purpose).ShouldBe(HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: Encoding.UTF8.GetBytes(Purpose)));
    }

    [Fact]
    public void A_replaced_key_is_another_and_the_earlier_one_stays()
    {
        var keys = Keys();
        var running = Keys();
        running.Newest("texts").ShouldBe(1);
        var first = keys.Find("texts", keys.Newest("texts"), Purpose);
        keys.Replace("texts").ShouldBe(2);
        keys.Newest("texts").ShouldBe(2);
        keys.Find("texts", 1, Purpose).ShouldBe(first);
        keys.Find("texts", 2, Purpose).ShouldNotBe(first);
        Keys().Newest("texts").ShouldBe(2);
        running.Newest("texts").ShouldBe(1, "a running process seals as before");
        running.Find("texts", 2, Purpose).ShouldBe(keys.Find("texts", 2, Purpose), "and opens what another one sealed since");
        keys.Find("texts", 3, Purpose).ShouldBeNull();
    }

    [Fact]
    public void Each_purpose_and_each_secret_has_a_key_of_its_own()
    {
        var keys = Keys();
        (keys.Newest("trail"), keys.Newest("texts")).ShouldBe((1, 1));
        new[] { keys.Find("trail", 1, "a"), keys.Find("trail", 1, "b"), keys.Find("texts", 1, "a") }.Select(k => Convert.ToHexString(k!)).ShouldBeUnique();
    }

    [Fact]
    public void Under_another_key_ring_there_is_no_key()
    {
        Keys().Newest("texts");
        var stranger = new SealingKeys(new DatabaseSettings(directory.FullName, null), new EphemeralDataProtectionProvider());
        stranger.Newest("texts").ShouldBe(1);
        stranger.Find("texts", 1, Purpose).ShouldBeNull();
    }

    [Fact]
    public void Only_the_owner_reads_the_file()
    {
        Keys().Newest("texts");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(Folder, "texts.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void What_is_sealed_opens_as_what_it_is_alone()
    {
        var (key, other) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
        var envelope = Envelope.Seal(key, 258, "module.text", "pinda"u8);
        envelope[..Envelope.HeaderLength].ShouldBe([1, 1, 2]);
        Envelope.VersionOf(envelope).ShouldBe(258);
        Envelope.Open(key, "module.text", envelope).ShouldBe("pinda"u8.ToArray());
        Should.Throw<CryptographicException>(() => Envelope.Open(key, "module.other", envelope));
        Should.Throw<CryptographicException>(() => Envelope.Open(other, "module.text", envelope));
        for (var i = 0; i < envelope.Length; i++)
        {
            var changed = envelope.ToArray();
            changed[i] ^= 1;
            Should.Throw<CryptographicException>(() => Envelope.Open(key, "module.text", changed));
        }

        Envelope.VersionOf([Envelope.Plain, .. "pinda"u8]).ShouldBeNull();
        Should.Throw<CryptographicException>(() => Envelope.Open(key, "module.text", [Envelope.Plain, .. "pinda"u8]));
    }

    private string Folder => Path.Combine(directory.FullName, "keys");

    private SealingKeys Keys() => new(new DatabaseSettings(directory.FullName, null), ring);
}

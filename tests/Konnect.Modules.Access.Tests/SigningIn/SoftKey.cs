using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Konnect.Testing;

namespace Konnect.Modules.Access.Tests.SigningIn;

/// <summary>A passkey of a browser that the test is: answers as the standard says (WebAuthn level 3), with a key of its own.</summary>
internal sealed class SoftKey(KonnectHost host) : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(16);
    private uint count;

    /// <summary>Whose it is, once it was made.</summary>
    public byte[] User { get; set; } = [];

    /// <summary>False for a device that does not ask who holds it.</summary>
    public bool Verifies { get; set; } = true;

    /// <summary>The site it believes to be on.</summary>
    public string Origin { get; set; } = host.Address.GetLeftPart(UriPartial.Authority);

    /// <summary>The question of the page that is open.</summary>
    public static string AskedOn(Visitor visitor) => visitor.Page.QuerySelector("[data-passkey]")!.GetAttribute("data-options")!;

    /// <summary>Makes it.</summary>
    public string Make(string options)
    {
        var asked = JsonNode.Parse(options)!;
        User = Read((string)asked["user"]!["id"]!);
        var point = key.ExportParameters(false).Q;
        byte[] cose = [0xA5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32, .. point.X!, 0x22, 0x58, 32, .. point.Y!];
        byte[] data = [.. Head((string)asked["rp"]!["id"]!, 0x40), .. new byte[16], 0, (byte)id.Length, .. id, .. cose];
        byte[] attestation = [0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x58, (byte)data.Length, .. data];
        return Say(asked, new() { ["clientDataJSON"] = Write(Client("webauthn.create", asked)), ["attestationObject"] = Write(attestation), ["transports"] = new JsonArray("internal") });
    }

    /// <summary>Signs with it.</summary>
    public string Answer(string options)
    {
        var asked = JsonNode.Parse(options)!;
        count++;
        var (data, client) = (Head((string)asked["rpId"]!, 0), Client("webauthn.get", asked));
        var signature = key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Say(asked, new() { ["clientDataJSON"] = Write(client), ["authenticatorData"] = Write(data), ["signature"] = Write(signature), ["userHandle"] = Write(User) });
    }

    public void Dispose() => key.Dispose();

    private byte[] Head(string party, byte flags)
    {
        var counter = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(counter, count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(party)), (byte)(flags | (Verifies ? 5 : 1)), .. counter];
    }

    private byte[] Client(string type, JsonNode asked) =>
        JsonSerializer.SerializeToUtf8Bytes(new { type, challenge = (string)asked["challenge"]!, origin = Origin, crossOrigin = false });

    private string Say(JsonNode asked, JsonObject response) =>
        new JsonObject { ["id"] = Write(id), ["rawId"] = Write(id), ["type"] = "public-key", ["response"] = response, ["clientExtensionResults"] = new JsonObject(), ["state"] = (string?)asked["state"] }.ToJsonString();

    private static string Write(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static byte[] Read(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);
}

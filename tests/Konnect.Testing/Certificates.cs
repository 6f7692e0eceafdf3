using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Konnect.Testing;

/// <summary>Certificates that nobody vouches for.</summary>
public static class Certificates
{
    /// <summary>One of this machine, with its key.</summary>
    public static X509Certificate2 Make() => X509CertificateLoader.LoadPkcs12(Export(null), null);

    /// <summary>One of this machine in a file of a directory, as <c>KONNECT__CERTIFICATE</c> names it.</summary>
    public static string MakeFile(string directory)
    {
        var file = Path.Combine(directory, "konnect.pfx");
        File.WriteAllBytes(file, Export("password"));
        return $"{file};password";
    }

    private static byte[] Export(string? password)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return made.Export(X509ContentType.Pfx, password);
    }
}

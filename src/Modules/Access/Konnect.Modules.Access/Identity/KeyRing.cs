using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Konnect.Modules.Access.Identity;

/// <summary>
/// Keeps the keys of cookies, forms and secrets in the data directory, so that sessions outlive a restart; encrypted when there is a master key, also those that were
/// made before there was one, or under an earlier one.
/// </summary>
internal sealed class KeyRing(DatabaseSettings settings, ILoggerFactory loggers, MasterKey? masterKey = null) : IConfigureOptions<KeyManagementOptions>
{
    private static readonly XNamespace Ring = "http://schemas.asp.net/2015/03/dataProtection";

    /// <exception cref="InvalidOperationException">The ring is encrypted with another key than is given.</exception>
    public void Configure(KeyManagementOptions options)
    {
        var directory = new DirectoryInfo(Path.Combine(settings.DataDirectory, "keys"));
        if (OperatingSystem.IsWindows())
            directory.Create();
        else
            Directory.CreateDirectory(directory.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var file in directory.GetFiles("key-*.xml"))
            Check(file);
        options.XmlRepository = new FileSystemXmlRepository(directory, loggers);
        if (masterKey is not null)
            options.XmlEncryptor = new Encryptor(masterKey);
    }

    /// <summary>Without this, a key that can't be opened would silently be replaced by a new one, and whatever hangs on it be lost.</summary>
    private void Check(FileInfo file)
    {
        var document = XDocument.Load(file.FullName);
        foreach (var secret in document.Descendants(Ring + "encryptedSecret").ToList())
        {
            try
            {
                Decryptor.Open(masterKey ?? throw new CryptographicException("There is no master key."), secret.Elements().First());
            }
            catch (CryptographicException)
            {
                throw new InvalidOperationException($"The keys in {file.DirectoryName} are encrypted with another master key than is given. Start with the KONNECT__KEY or KONNECT__KEYFILE they were made with.");
            }
        }

        if (masterKey is null)
            return;
        var bare = document.Descendants().Where(e => (bool?)e.Attribute(Ring + "requiresEncryption") == true && e.Parent!.Name != Ring + "encryptedSecret").ToList();
        var earlier = document.Descendants(Ring + "encryptedSecret").Where(e => !masterKey.IsOwn(Convert.FromBase64String(e.Elements().First().Value))).ToList();
        if (bare.Count + earlier.Count == 0)
            return;
        foreach (var secret in bare)
            secret.ReplaceWith(Sealed(secret));
        foreach (var secret in earlier)
            secret.ReplaceWith(Sealed(Decryptor.Open(masterKey, secret.Elements().First())));

        document.Save($"{file.FullName}.new");
        File.Move($"{file.FullName}.new", file.FullName, overwrite: true);
    }

    private XElement Sealed(XElement secret)
    {
        var made = new Encryptor(masterKey!).Encrypt(secret);
        return new(Ring + "encryptedSecret", new XAttribute("decryptorType", made.DecryptorType.AssemblyQualifiedName!), made.EncryptedElement);
    }

    private sealed class Encryptor(MasterKey key) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
            new XElement("konnectSecret", Convert.ToBase64String(key.Encrypt(Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting))))), typeof(Decryptor));
    }

    /// <summary>Opens a key of the ring; made by the ring from its name in the file.</summary>
    internal sealed class Decryptor(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) => Open(services.GetRequiredService<MasterKey>(), encryptedElement);

        public static XElement Open(MasterKey key, XElement encrypted) => XElement.Parse(Encoding.UTF8.GetString(key.Decrypt(Convert.FromBase64String(encrypted.Value))));
    }
}

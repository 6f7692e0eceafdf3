using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Konnect.Modules.Access.Identity;

/// <summary>Keeps the keys of cookies and forms in the data directory, so that sessions outlive a restart.</summary>
internal sealed class KeyRing(DatabaseSettings settings, ILoggerFactory loggers) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options)
    {
        var directory = new DirectoryInfo(Path.Combine(settings.DataDirectory, "keys"));
        if (OperatingSystem.IsWindows())
            directory.Create();
        else
            Directory.CreateDirectory(directory.FullName, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        options.XmlRepository = new FileSystemXmlRepository(directory, loggers);
    }
}

using Konnect.BuildingBlocks.Infrastructure.Messaging;
using Konnect.BuildingBlocks.Infrastructure.Modules;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Infrastructure.Security;
using Konnect.BuildingBlocks.Security;
using Konnect.Modules.Sinful;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Konnect.ArchitectureTests.Specimens;

/// <summary>The specimen's module in a container, put there as the host does it.</summary>
internal static class SpecimenContainer
{
    public static IServiceProvider Build() => new ServiceCollection()
        .AddSingleton<IClock>(SystemClock.Instance)
        .AddHttpContextAccessor()
        .AddScoped<ICurrentUser>(_ => new SystemUser("Specimen"))
        .AddMessaging()
        .AddPersistence(new DatabaseSettings(Path.GetTempPath(), null))
        .AddModules(new ConfigurationBuilder().Build(), [new SinfulModule()])
        .BuildServiceProvider();
}

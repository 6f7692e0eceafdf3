using Konnect.BuildingBlocks.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Konnect.BuildingBlocks.Infrastructure.Modules;

/// <summary>A module of the product: the one public type of its assembly, besides its pages.</summary>
public interface IModule
{
    /// <summary>Lower-case name: the schema on PostgreSQL, the table prefix on SQLite, the first part of codes and aliases.</summary>
    string Name { get; }

    /// <summary>Every permission of the module with the roles that hold it.</summary>
    IReadOnlyList<Permission> Permissions { get; }

    /// <summary>Registers what scanning does not find: the module's context and hosted services.</summary>
    void ConfigureServices(IServiceCollection services, IConfiguration configuration);
}

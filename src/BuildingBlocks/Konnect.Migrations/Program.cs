using System.Reflection;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Design.Internal;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.DependencyInjection;

// dotnet run --project src/BuildingBlocks/Konnect.Migrations -- MODULE NAME: adds a migration to a module for both databases.
if (args.Length != 2)
{
    Console.Error.WriteLine("Usage: dotnet run --project src/BuildingBlocks/Konnect.Migrations -- MODULE NAME   (for example: Attendance AddReason; Messaging for the outbox)");
    return 64;
}

var (module, name) = (args[0], args[1]);
var root = FindRoot(Directory.GetCurrentDirectory());
var own = module == "Messaging";
var assembly = own ? typeof(ModuleDbContext).Assembly : Assembly.Load($"Konnect.Modules.{module}");
var project = own ? Path.Combine(root, "src/BuildingBlocks/Konnect.BuildingBlocks.Infrastructure") : Path.Combine(root, $"src/Modules/{module}/Konnect.Modules.{module}");
var rooms = own ? "Messaging/Migrations" : "Persistence/Migrations";
foreach (var provider in new[] { "Sqlite", "Postgres" })
{
    var type = assembly.GetTypes().Single(t => t.Name == $"{provider}{module}DbContext");
    using var context = Create(type, provider == "Postgres");
    var services = new DesignTimeServicesBuilder(assembly, assembly, new OperationReporter(new OperationReportHandler()), []).Build(context);
    using var scope = services.CreateScope();
    var scaffolder = scope.ServiceProvider.GetRequiredService<IMigrationsScaffolder>();
    var migration = scaffolder.ScaffoldMigration(name, assembly.GetName().Name!, $"{rooms.Replace('/', '.')}.{provider}");
    var files = scaffolder.Save(project, migration, Path.Combine(project, rooms, provider), dryRun: false);
    Console.WriteLine(Path.GetRelativePath(root, files.MigrationFile!));
}

return 0;

static string FindRoot(string directory) =>
    File.Exists(Path.Combine(directory, "Konnect.Monolith.sln")) ? directory : FindRoot(Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("Run this inside the repository."));

static DbContext Create(Type type, bool postgres)
{
    var options = typeof(PersistenceRegistration).GetMethod(nameof(PersistenceRegistration.OptionsFor))!.MakeGenericMethod(type)
        .Invoke(null, [postgres, PersistenceRegistration.ModuleNameOf(type)]);
    return (DbContext)Activator.CreateInstance(type, options)!;
}

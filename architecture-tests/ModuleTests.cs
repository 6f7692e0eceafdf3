using System.Text.RegularExpressions;
using Konnect.BuildingBlocks.Events;
using Konnect.BuildingBlocks.Infrastructure.Modules;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Mono.Cecil;

namespace Konnect.ArchitectureTests;

/// <summary>Modules and what they know of each other.</summary>
public sealed class ModuleTests
{
    [Fact]
    public void A_type_reaches_other_modules_only_through_their_contracts() => Decision.Modules.Forbids(
        product => product.Types,
        (_, type) => from used in type.Uses() where !MayReach(type.Place, used) select $"{type.Said} uses {used.Said}",
        planted: ["Konnect.Host.Meddler uses Accomplice.Secret", "Sinful.Reach.Trespasser uses Accomplice.Secret"]);

    [Fact]
    public void A_project_references_only_what_its_types_may_reach() => Decision.Modules.Forbids(
        product => product.Projects,
        (product, project) => References(product, project),
        planted:
        [
            "Konnect.Modules.Sinful references Konnect.Modules.Accomplice",
            "Konnect.Modules.Sinful shows its internals to Konnect.Modules.Accomplice",
            "Konnect.Modules.Sinful.Contracts takes Microsoft.EntityFrameworkCore",
            "Konnect.Modules.Sinful.Contracts references Konnect.BuildingBlocks.Infrastructure",
        ]);

    [Fact]
    public void Contracts_know_no_framework() => Decision.Modules.Forbids(
        product => product.Types.Where(t => t.Place.Layer == Layer.Contracts),
        (_, type) => from used in type.Uses() where used.Place.Layer == Layer.Outside && used.Assembly != type.Assembly && !IsPlain(used.Assembly) select $"{type.Said} uses {used.Said}",
        planted: ["Sinful.Contracts.Framed uses Microsoft.EntityFrameworkCore.DbContext"]);

    [Fact]
    public void Contracts_only_describe() => Decision.Modules.Forbids(
        product => product.Types.Where(t => t.Place.Layer == Layer.Contracts && !t.IsInterface && !t.IsGenerated),
        (_, type) => from method in type.Methods where Behaves(method) select $"{type.Said} does {method.Name}",
        planted: ["Sinful.Contracts.Doer does Do"],
        old: ["Children.Contracts.ChildFile does Address"]);

    [Fact]
    public void Modules_do_not_wait_for_each_other() => Decision.Ports.Forbids(
        product => Edges(product).Select(e => e.From).Distinct(),
        (product, module) => Reachable(product, module).Contains(module) ? [$"{module} reaches itself through {string.Join(", ", Reachable(product, module).Order(StringComparer.Ordinal))}"] : [],
        planted: ["Accomplice reaches itself through Accomplice, Sinful", "Sinful reaches itself through Accomplice, Sinful"]);

    [Fact]
    public void Who_knows_whom_is_approved() => Decision.Ports.Approves(
        "ModuleGraph", string.Concat(Edges(Product.Built).Select(e => $"{e.From} -> {e.To}").Order(StringComparer.Ordinal).Select(line => line + "\n")));

    [Fact]
    public void A_module_is_complete() => Decision.Modules.Forbids(
        product => product.ModuleFolders,
        Missing,
        planted:
        [
            "Accomplice has no README.md",
            "Accomplice has no class that the host loads",
            "Accomplice has no tests/Konnect.Modules.Accomplice.Tests/Konnect.Modules.Accomplice.Tests.csproj",
        ]);

    [Fact]
    public void A_readme_names_every_capability_and_every_event() => Decision.Modules.Forbids(
        product => product.Files("src/Modules", "README.md"),
        (product, readme) => from offer in product.Capabilities.Select(c => c.Split('/')).Concat(product.Events.Select(e => new[] { e.Place.Module, e.Name, EventTests.AliasOf(e) }))
                             where readme.Path == $"src/Modules/{offer[0]}/README.md" && !offer[1..].Any(name => name.Length > 0 && readme.Text.Contains(name, StringComparison.Ordinal))
                             select $"{readme.Path} does not name {offer[1]}",
        planted: ["src/Modules/Sinful/README.md does not name Whispered"]);

    [Fact]
    public void Every_project_is_in_the_solution() => Decision.Modules.Forbids(
        product => product.Files("src", ".csproj").Concat(product.Files("tests", ".csproj")),
        (product, project) => File.ReadAllText(Path.Combine(product.Root, "Konnect.Monolith.sln")).Replace('\\', '/').Contains(project.Path, StringComparison.Ordinal) ? [] : [$"{project.Path} is not in the solution"],
        planted: ["src/Modules/Accomplice/Konnect.Modules.Accomplice.Contracts/Konnect.Modules.Accomplice.Contracts.csproj is not in the solution"]);

    [Fact]
    public void A_module_shows_its_class_its_components_and_its_migrations_only() => Decision.Modules.Forbids(
        product => product.OuterTypes.Where(t => t.Place.Layer == Layer.Module && t.IsPublic),
        (_, type) => MayShow(type) ? [] : [$"{type.Said} is public"],
        planted: ["Sinful.Exhibit is public"]);

    [Fact]
    public void Capabilities_do_not_use_each_other_and_no_other_room_uses_them() => Decision.UseCases.Forbids(
        product => product.Types.Where(t => t.Place is { Layer: Layer.Module, Room: not "" }),
        (product, type) => from used in type.Uses()
                           where used.Place.Layer == Layer.Module && used.Place.Module == type.Place.Module && used.Place.Room != type.Place.Room && product.Capabilities.Contains(used.Place.Door)
                           select $"{type.Said} uses {used.Said}",
        planted: ["Sinful.Reach.Gossip uses Sinful.Sins.Virtuous.Query", "Sinful.Domain.Upstart uses Sinful.Sins.Virtuous.Query"]);

    [Fact]
    public void A_type_stands_in_the_folder_of_its_namespace() => Decision.Modules.Forbids(
        // Statements on top of a file are compiled into a Program without a namespace.
        product => product.WrittenTypes.Where(t => t.Name != "Program"),
        (product, type) => from file in type.Files()
                           let project = product.Projects.SingleOrDefault(p => file.StartsWith(p.Folder + "/", StringComparison.Ordinal))
                           let folder = Path.GetDirectoryName(file)!.Replace('\\', '/')
                           where project is null || type.Namespace != $"{project.RootNamespace}{folder[project.Folder.Length..].Replace('/', '.')}"
                           select $"{type.Said} stands in {folder}",
        planted: ["Elsewhere.Outcast stands in src/Modules/Sinful/Konnect.Modules.Sinful", "Sinful.Elsewhere.Misplaced stands in src/Modules/Sinful/Konnect.Modules.Sinful"]);

    private static bool MayReach(Place from, TypeReference used) => (from.Layer, used.Place.Layer) switch
    {
        (_, Layer.Outside or Layer.BuildingBlocks) => true,
        (Layer.Infrastructure or Layer.Module or Layer.Host, Layer.Infrastructure) => true,
        (Layer.Host, Layer.Host) => true,
        (Layer.Contracts, Layer.Contracts) => used.Place.Module == from.Module,
        (Layer.Module, Layer.Contracts) => true,
        (Layer.Module, Layer.Module) => used.Place.Module == from.Module,
        (Layer.Host, Layer.Module) => used.Resolve().Implements(typeof(IModule)),
        _ => false,
    };

    private static IEnumerable<string> References(Product product, ProjectFile project)
    {
        var allowed = project.IsExecutable ? ".*"
            : Regex.Match(project.Name, @"^Konnect\.Modules\.\w+(\.Contracts)?$") is { Success: true } module
                ? module.Groups[1].Success ? @"Konnect\.BuildingBlocks" : @"Konnect\.Modules\.\w+\.Contracts|Konnect\.BuildingBlocks(\.Infrastructure)?"
            : project.Name == "Konnect.BuildingBlocks.Infrastructure" ? @"Konnect\.BuildingBlocks"
            : "";
        var packages = project.Name.EndsWith(".Contracts", StringComparison.Ordinal) ? "" : project.Name == "Konnect.BuildingBlocks" ? "NodaTime" : ".*";
        return project.Includes("ProjectReference").Where(r => !Regex.IsMatch(r, $"^({allowed})$")).Select(r => $"{project.Name} references {r}")
            .Concat(project.Includes("PackageReference").Concat(project.Includes("FrameworkReference")).Where(p => !Regex.IsMatch(p, $"^({packages})$")).Select(p => $"{project.Name} takes {p}"))
            .Concat(project.Includes("InternalsVisibleTo").Where(f => product.Projects.Any(p => p.Name == f)).Select(f => $"{project.Name} shows its internals to {f}"));
    }

    private static bool IsPlain(string assembly) => assembly is "System" or "NodaTime" or "mscorlib" or "netstandard" || assembly.StartsWith("System.", StringComparison.Ordinal);

    /// <summary>Data may compute a property of itself; everything else is the compiler's.</summary>
    private static bool Behaves(MethodDefinition method) => !method.IsConstructor && !method.IsGetter && !method.IsSetter && !method.CustomAttributes.Any(a => a.AttributeType.Name == "CompilerGeneratedAttribute");

    private static IEnumerable<(string From, string To)> Edges(Product product) => (
        from type in product.Types
        where type.Place.Module.Length > 0
        from used in type.Uses()
        where used.Place.Module.Length > 0 && used.Place.Module != type.Place.Module
        select (type.Place.Module, used.Place.Module))
        // Constants are copied when compiled: a reference alone is knowledge too.
        .Union(from project in product.Projects
               let match = Regex.Match(project.Name, @"^Konnect\.Modules\.(\w+)")
               where match.Success
               from reference in project.Includes("ProjectReference")
               let other = Regex.Match(reference, @"^Konnect\.Modules\.(\w+)")
               where other.Success && other.Groups[1].Value != match.Groups[1].Value
               select (match.Groups[1].Value, other.Groups[1].Value));

    private static HashSet<string> Reachable(Product product, string module)
    {
        var edges = Edges(product).ToLookup(e => e.From, e => e.To);
        var found = new HashSet<string>();
        var open = new Queue<string>([module]);
        while (open.TryDequeue(out var from))
            foreach (var to in edges[from].Where(found.Add))
                open.Enqueue(to);
        return found;
    }

    private static IEnumerable<string> Missing(Product product, string module)
    {
        string[] wanted =
        [
            "src/Modules/{0}/README.md",
            "src/Modules/{0}/Konnect.Modules.{0}/Konnect.Modules.{0}.csproj",
            "src/Modules/{0}/Konnect.Modules.{0}.Contracts/Konnect.Modules.{0}.Contracts.csproj",
            "tests/Konnect.Modules.{0}.Tests/Konnect.Modules.{0}.Tests.csproj",
        ];
        foreach (var path in wanted.Select(w => w.Replace("{0}", module, StringComparison.Ordinal)).Where(p => !File.Exists(Path.Combine(product.Root, p))))
            yield return $"{module} has no {path.Replace($"src/Modules/{module}/", "", StringComparison.Ordinal)}";
        if (!product.Installed.Any(m => m.GetType().Name == $"{module}Module"))
            yield return $"{module} has no class that the host loads";
    }

    /// <summary><c>_Imports</c> is what the Razor compiler makes of the file of that name.</summary>
    private static bool MayShow(TypeDefinition type) =>
        type.Name == "_Imports" || type.Implements(typeof(IModule)) || type.DerivesFrom(typeof(ComponentBase)) || type.DerivesFrom(typeof(Migration)) || type.DerivesFrom(typeof(ModelSnapshot));
}

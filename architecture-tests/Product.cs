using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Konnect.BuildingBlocks.Events;
using Konnect.BuildingBlocks.Infrastructure.Modules;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using MediatR;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Mono.Cecil;
using Mono.Cecil.Cil;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Konnect.ArchitectureTests;

/// <summary>
/// What rules look at: compiled types with their bodies, sources, projects, data models and a built container, all discovered, none listed.
/// There are two: the product, and the specimen, a small house in which every rule's sin is planted.
/// </summary>
internal sealed class Product
{
    private readonly Dictionary<string, List<SourceFile>> files = [];
    private readonly Lazy<IServiceProvider> services;
    private readonly Lazy<IReadOnlyList<DbContext>> contexts;

    private Product(string root, IEnumerable<string> assemblies, Func<IServiceProvider> services)
    {
        Root = root;
        List<TypeDefinition> all = [.. assemblies.SelectMany(Cil.Read)];
        Types = [.. all.Where(t => t.Place.Layer != Layer.Outside)];
        WrittenTypes = [.. all.Where(t => !t.IsNested && !t.IsGenerated && t.Files().Any())];
        Projects = [.. Files("src", ".csproj").Select(f => new ProjectFile(f.Path, Path.GetFileNameWithoutExtension(f.Path), XDocument.Parse(f.Text)))];
        this.services = new(services);
        contexts = new(() => [.. Types.Where(t => !t.IsAbstract && t.DerivesFrom(typeof(ModuleDbContext))).SelectMany(t => Create(t.Clr))]);
    }

    /// <summary>The product as it was just built.</summary>
    public static Product Built { get; } = new(FindRoot(), Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Where(IsProduct), BuildHost);

    /// <summary>The house of sins.</summary>
    public static Product Specimen { get; } = new(Path.Combine(FindRoot(), "architecture-tests", "Specimens"), [typeof(Product).Assembly.Location], Specimens.SpecimenContainer.Build);

    /// <summary>The folder that holds <c>src</c> and <c>tests</c>.</summary>
    public string Root { get; }

    /// <summary>Every type of the house, nested and compiler-made ones too.</summary>
    public IReadOnlyList<TypeDefinition> Types { get; }

    /// <summary>Outermost types with code in a file below <c>src</c>, whatever their namespace says.</summary>
    public IReadOnlyList<TypeDefinition> WrittenTypes { get; }

    /// <summary>Types that stand in a namespace themselves.</summary>
    public IReadOnlyList<TypeDefinition> OuterTypes => field ??= [.. Types.Where(t => !t.IsNested && !t.IsGenerated)];

    /// <summary>The projects under <c>src</c>.</summary>
    public IReadOnlyList<ProjectFile> Projects { get; }

    /// <summary>The container as the host builds it.</summary>
    public IServiceProvider Services => services.Value;

    /// <summary>The modules that the host loads.</summary>
    public IReadOnlyList<IModule> Installed => Services.GetRequiredService<IReadOnlyList<IModule>>();

    /// <summary>A context of each concrete type: every module on either database, without a connection.</summary>
    public IReadOnlyList<DbContext> Contexts => contexts.Value;

    /// <summary>Types mapped to tables, the owned ones too.</summary>
    public IReadOnlySet<string> Entities => field ??= Contexts.SelectMany(c => c.Model.GetEntityTypes()).Select(e => e.ClrType.CecilName).ToHashSet();

    /// <summary>Members of frameworks that building blocks call, and the types that have them.</summary>
    public IReadOnlySet<string> FrameworkNames => field ??= (
        from type in Types
        where type.Place.Layer is Layer.BuildingBlocks or Layer.Infrastructure
        from method in type.Methods
        from call in method.Calls()
        where call.DeclaringType.Place.Layer == Layer.Outside
        from name in new[] { call.Name.Replace("get_", "", StringComparison.Ordinal), call.DeclaringType.Name.Split('`')[0] }
        select name).ToHashSet();

    /// <summary>Names of the folders under <c>src/Modules</c>.</summary>
    public IEnumerable<string> ModuleFolders => Directory.GetDirectories(Path.Combine(Root, "src", "Modules")).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal);

    /// <summary>Everything that is sent through the pipeline.</summary>
    public IReadOnlyList<TypeDefinition> Requests => field ??= [.. Types.Where(t => t.Implements(typeof(IBaseRequest)) || t.Implements(typeof(INotification)))];

    /// <summary>What answers requests.</summary>
    public IReadOnlyList<TypeDefinition> RequestHandlers => field ??= [.. Types.Where(t => !t.IsAbstract && t.Implements(typeof(IRequestHandler<,>)))];

    /// <summary>What answers requests or follows events.</summary>
    public IReadOnlyList<TypeDefinition> Handlers => field ??= [.. Types.Where(t => !t.IsAbstract && (t.Implements(typeof(IRequestHandler<,>)) || t.Implements(typeof(IEventHandler<>))))];

    /// <summary>The types that hold a use case: request, validator and handler.</summary>
    public IReadOnlyList<TypeDefinition> UseCases => field ??= [.. RequestHandlers.Select(h => h.Outermost).Distinct()];

    /// <summary>Facts that modules tell each other.</summary>
    public IReadOnlyList<TypeDefinition> Events => field ??= [.. Types.Where(t => t.Implements(typeof(IIntegrationEvent)) && !t.IsInterface)];

    /// <summary>Razor components.</summary>
    public IReadOnlyList<TypeDefinition> Components => field ??= [.. Types.Where(t => t.DerivesFrom(typeof(ComponentBase)))];

    /// <summary>Components with an address.</summary>
    public IReadOnlyList<TypeDefinition> Pages => field ??= [.. Components.Where(t => t.Attributes<RouteAttribute>().Any())];

    /// <summary>Folders of modules that hold use cases or pages, as <c>Module/Folder</c>.</summary>
    public IReadOnlySet<string> Capabilities => field ??= RequestHandlers.Concat(Pages).Select(t => t.Place).Where(p => p is { Layer: Layer.Module, Room: not "" }).Select(p => p.Door).ToHashSet();

    /// <summary>Files below a folder with these extensions, without what builds leave behind.</summary>
    public IEnumerable<SourceFile> Files(string folder, params string[] extensions)
    {
        if (!files.TryGetValue(folder, out var below))
        {
            var top = Path.Combine(Root, folder);
            files[folder] = below = !Directory.Exists(top) ? [] : [.. Directory.EnumerateFiles(top, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Root, f).Replace('\\', '/'))
                .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal).Select(f => new SourceFile(Root, f))];
        }

        return below.Where(f => extensions.Any(e => f.Path.EndsWith(e, StringComparison.Ordinal)));
    }

    /// <summary>The repository's folder.</summary>
    public static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Konnect.Monolith.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The solution is not above the tests.");
        return folder;
    }

    private static bool IsProduct(string file) => Path.GetFileName(file) is var name
        && name.StartsWith("konnect", StringComparison.OrdinalIgnoreCase) && !name.EndsWith("Tests.dll", StringComparison.Ordinal) && name != "Konnect.Testing.dll";

    private static IServiceProvider BuildHost()
    {
        var host = Testing.KonnectHost.CreateAsync().GetAwaiter().GetResult();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => host.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return host.Services;
    }

    private static IEnumerable<DbContext> Create(Type type)
    {
        var options = typeof(PersistenceRegistration).GetMethod(nameof(PersistenceRegistration.OptionsFor))!.MakeGenericMethod(type)
            .Invoke(null, [type.Name.StartsWith("Postgres", StringComparison.Ordinal), PersistenceRegistration.ModuleNameOf(type)]);
        yield return (DbContext)Activator.CreateInstance(type, options)!;
    }
}

/// <summary>A project under <c>src</c>.</summary>
internal sealed record ProjectFile(string Path, string Name, XDocument Xml)
{
    public string Folder => Path[..Path.LastIndexOf('/')];

    public bool IsExecutable => (string?)Xml.Root!.Attribute("Sdk") == "Microsoft.NET.Sdk.Web" || Xml.Descendants("OutputType").Any(o => o.Value == "Exe");

    public string RootNamespace => Xml.Descendants("RootNamespace").FirstOrDefault()?.Value ?? Name;

    /// <summary>The names of what an item includes, without folders and <c>.csproj</c>.</summary>
    public IEnumerable<string> Includes(string item) =>
        Xml.Descendants(item).Select(r => ((string)r.Attribute("Include")!).Split('/', '\\')[^1]).Select(n => n.EndsWith(".csproj", StringComparison.Ordinal) ? n[..^7] : n);
}

/// <summary>A file of the sources.</summary>
internal sealed record SourceFile(string Root, string Path)
{
    public string Text => field ??= File.ReadAllText(System.IO.Path.Combine(Root, Path));

    public int LineOf(int index) => Text.AsSpan(0, index).Count('\n') + 1;
}

/// <summary>The parts of the house.</summary>
internal enum Layer
{
    Outside,
    BuildingBlocks,
    Infrastructure,
    Contracts,
    Module,
    Host,
}

/// <summary>Where a type lives, read off its namespace: <c>Konnect.Modules.Children.PublicApi</c> is the room PublicApi of the module Children.</summary>
internal readonly record struct Place(Layer Layer, string Module = "", string Room = "")
{
    public string Door => $"{Module}/{Room}";

    public static Place Of(TypeReference type) => Cil.OutermostOf(type).Namespace.Split('.') switch
    {
        ["Konnect", "Modules", var module, "Contracts", ..] => new(Layer.Contracts, module),
        ["Konnect", "Modules", var module, .. var rooms] => new(Layer.Module, module, rooms.FirstOrDefault() ?? ""),
        ["Konnect", "BuildingBlocks", "Infrastructure", .. var rooms] => new(Layer.Infrastructure, "", rooms.FirstOrDefault() ?? ""),
        ["Konnect", "BuildingBlocks", .. var rooms] => new(Layer.BuildingBlocks, "", rooms.FirstOrDefault() ?? ""),
        ["Konnect", "Host", .. var rooms] => new(Layer.Host, "", rooms.FirstOrDefault() ?? ""),
        _ => new(Layer.Outside),
    };
}

/// <summary>Reading compiled code.</summary>
internal static class Cil
{
    private static readonly ReaderParameters Reader = new() { AssemblyResolver = Resolver() };
    private static readonly ConditionalWeakTable<TypeDefinition, IReadOnlyList<TypeReference>> Used = [];
    private static readonly ConditionalWeakTable<TypeDefinition, IReadOnlyList<string>> Written = [];

    extension(TypeReference type)
    {
        public Place Place => Place.Of(type);

        /// <summary>How messages name it: without the common prefix, and without what the compiler made inside it.</summary>
        public string Said
        {
            get
            {
                while (type.Name.StartsWith('<') && type.DeclaringType is not null)
                    type = type.DeclaringType;
                var name = type.FullName.Replace('/', '.');
                return name.StartsWith("Konnect.Modules.", StringComparison.Ordinal) ? name["Konnect.Modules.".Length..] : name;
            }
        }

        /// <summary>The assembly it stands in.</summary>
        public string Assembly => type.Scope is ModuleDefinition own ? own.Assembly.Name.Name : type.Scope.Name;

        public bool Is(Type other) => type.GetElementType().FullName == other.CecilName;
    }

    extension(TypeDefinition type)
    {
        public bool IsGenerated => type.Name.StartsWith('<') || type.Attributes<CompilerGeneratedAttribute>().Any();

        public TypeDefinition Outermost
        {
            get
            {
                while (type.DeclaringType is not null)
                    type = type.DeclaringType;
                return type;
            }
        }

        /// <summary>The loaded type.</summary>
        public Type Clr => System.Reflection.Assembly.Load(type.Module.Assembly.Name.Name).GetType(type.FullName.Replace('/', '+'), throwOnError: true)!;

        /// <summary>Itself and what is nested in it: closures and state machines of its methods too.</summary>
        public IEnumerable<TypeDefinition> WithNested() => type.NestedTypes.SelectMany(n => n.WithNested()).Prepend(type);

        /// <summary>Calls in its bodies and in those of everything nested in it.</summary>
        public IEnumerable<MethodReference> Calls() => type.WithNested().SelectMany(t => t.Methods).SelectMany(m => m.Calls());

        public bool DerivesFrom(Type other)
        {
            for (var t = type.BaseType; t is not null; t = t.Resolve()?.BaseType)
            {
                if (t.Is(other))
                    return true;
            }

            return false;
        }

        public bool Implements(Type contract) => type.Contracts(contract).Any();

        /// <summary>The implemented instances of a contract, inherited ones too.</summary>
        public IEnumerable<TypeReference> Contracts(Type contract)
        {
            for (var t = type; t is not null; t = t.BaseType?.Resolve())
            {
                foreach (var i in t.Interfaces.Select(i => i.InterfaceType))
                {
                    if (i.Is(contract))
                        yield return i;
                    else
                        foreach (var inherited in i.Resolve()?.Contracts(contract) ?? [])
                            yield return inherited;
                }
            }
        }

        /// <summary>Every type it uses in signatures, attributes, generic arguments and bodies; what is nested in it speaks for itself.</summary>
        public IReadOnlyList<TypeReference> Uses() => Used.GetValue(type, ReadUses);

        /// <summary>The source files its methods come from.</summary>
        public IReadOnlyList<string> Files() => Written.GetValue(type, t => [.. t.WithNested().SelectMany(t => t.Methods).Where(m => m.DebugInformation.HasSequencePoints)
            .SelectMany(m => m.DebugInformation.SequencePoints).Where(p => !p.IsHidden).Select(p => p.Document.Url.Replace('\\', '/'))
            .Where(f => f.Contains("/src/", StringComparison.Ordinal) && !f.Contains("/obj/", StringComparison.Ordinal)).Select(f => f[(f.LastIndexOf("/src/", StringComparison.Ordinal) + 1)..]).Distinct()]);
    }

    extension(MethodDefinition method)
    {
        /// <summary>Methods called, constructed or taken as a delegate, in order.</summary>
        public IEnumerable<MethodReference> Calls() => !method.HasBody ? [] : method.Body.Instructions.Select(i => i.Operand).OfType<MethodReference>();

        /// <summary>Itself and the state machine that the compiler made of it.</summary>
        public IEnumerable<MethodDefinition> Bodies() => method.CustomAttributes.Where(a => a.AttributeType.Resolve()?.DerivesFrom(typeof(StateMachineAttribute)) == true)
            .SelectMany(a => ((TypeReference)a.ConstructorArguments[0].Value).Resolve().Methods).Prepend(method);

        /// <summary>What runs when it is called, as far as its own module goes: methods that it names, those that they name, and so on.</summary>
        public IReadOnlySet<MethodDefinition> Runs()
        {
            var found = new HashSet<MethodDefinition>();
            var open = new Queue<MethodDefinition>([method]);
            while (open.TryDequeue(out var next))
            {
                foreach (var body in next.Bodies().Where(found.Add))
                    foreach (var called in body.Calls().Where(c => c.DeclaringType.Place is var place && (place.Layer, place.Module) == (Layer.Module, method.DeclaringType.Place.Module)))
                        if (called.Resolve() is { } own)
                            open.Enqueue(own);
            }

            return found;
        }
    }

    extension(ICustomAttributeProvider provider)
    {
        public IEnumerable<CustomAttribute> Attributes<T>() where T : Attribute => provider.CustomAttributes.Where(a => a.AttributeType.Is(typeof(T)));
    }

    extension(Type type)
    {
        /// <summary>The full name as Mono.Cecil writes it.</summary>
        public string CecilName => type.FullName!.Replace('+', '/');
    }

    /// <summary>The type that is in no other.</summary>
    public static TypeReference OutermostOf(TypeReference type)
    {
        type = type.GetElementType();
        while (type.DeclaringType is not null)
            type = type.DeclaringType;
        return type;
    }

    /// <summary>All types of an assembly, with symbols where there are some.</summary>
    public static IEnumerable<TypeDefinition> Read(string file)
    {
        var symbols = File.Exists(Path.ChangeExtension(file, ".pdb"));
        return ModuleDefinition.ReadModule(file, new ReaderParameters { AssemblyResolver = Reader.AssemblyResolver, ReadSymbols = symbols }).GetTypes();
    }

    private static List<TypeReference> ReadUses(TypeDefinition type)
    {
        var found = new Dictionary<string, TypeReference>();
        Add(type.BaseType);
        AddAttributes(type);
        AddConstraints(type);
        foreach (var i in type.Interfaces)
            Add(i.InterfaceType);
        foreach (var f in type.Fields)
        {
            Add(f.FieldType);
            AddAttributes(f);
        }

        foreach (var p in type.Properties)
            AddAttributes(p);
        foreach (var m in type.Methods)
        {
            AddSignature(m);
            AddAttributes(m);
            AddConstraints(m);
            foreach (var p in m.Parameters)
                AddAttributes(p);
            if (!m.HasBody)
                continue;
            foreach (var v in m.Body.Variables)
                Add(v.VariableType);
            foreach (var h in m.Body.ExceptionHandlers)
                Add(h.CatchType);
            foreach (var i in m.Body.Instructions)
                AddOperand(i.Operand);
        }

        return [.. found.Values];

        void Add(TypeReference? used)
        {
            while (used is TypeSpecification specification)
            {
                if (used is GenericInstanceType generic)
                    foreach (var argument in generic.GenericArguments)
                        Add(argument);
                used = specification.ElementType;
            }

            if (used is not null and not GenericParameter)
                found.TryAdd(used.FullName, used);
        }

        void AddSignature(MethodReference method)
        {
            Add(method.ReturnType);
            foreach (var p in method.Parameters)
                Add(p.ParameterType);
        }

        void AddConstraints(IGenericParameterProvider provider)
        {
            foreach (var constraint in provider.GenericParameters.SelectMany(p => p.Constraints))
                Add(constraint.ConstraintType);
        }

        void AddAttributes(ICustomAttributeProvider provider)
        {
            foreach (var a in provider.CustomAttributes)
            {
                Add(a.AttributeType);
                foreach (var value in a.ConstructorArguments.Select(v => v.Value).OfType<TypeReference>())
                    Add(value);
            }
        }

        void AddOperand(object? operand)
        {
            switch (operand)
            {
                case TypeReference t:
                    Add(t);
                    break;
                case FieldReference f:
                    Add(f.DeclaringType);
                    Add(f.FieldType);
                    break;
                case MethodReference m:
                    Add(m.DeclaringType);
                    AddSignature(m);
                    if (m is GenericInstanceMethod generic)
                        foreach (var argument in generic.GenericArguments)
                            Add(argument);
                    break;
            }
        }
    }

    private static DefaultAssemblyResolver Resolver()
    {
        var resolver = new DefaultAssemblyResolver();
        foreach (var known in new[] { typeof(Product), typeof(object), typeof(ComponentBase) })
            resolver.AddSearchDirectory(Path.GetDirectoryName(known.Assembly.Location));
        return resolver;
    }
}

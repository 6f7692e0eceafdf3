using System.Collections.Frozen;
using System.ComponentModel;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Konnect.BuildingBlocks.Security;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.Edm.Validation;
using Microsoft.OData.Edm.Vocabularies.V1;
using NodaTime;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>The feed as one kind of token finds it: built once at start, so that what a kind may not see does not exist for it.</summary>
internal sealed class ReportingModel
{
    private const string Namespace = "Konnect";
    private const string CoreVocabulary = "https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Core.V1.xml";

    private ReportingModel(IEdmModel edm, IReadOnlyList<ModelSet> sets)
    {
        Edm = edm;
        Sets = sets;
        Metadata = Serialize(edm);
        ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(Metadata))[..32]}\"";
    }

    /// <summary>The model that addresses and queries are parsed against.</summary>
    public IEdmModel Edm { get; }

    /// <summary>The sets, by name.</summary>
    public IReadOnlyList<ModelSet> Sets { get; }

    /// <summary>The <c>$metadata</c> document: CSDL in UTF-8.</summary>
    public byte[] Metadata { get; }

    /// <summary>The entity tag of <see cref="Metadata"/>, with its quotes.</summary>
    public string ETag { get; }

    /// <summary>Builds the model that a kind of token sees.</summary>
    /// <exception cref="InvalidOperationException">A set is declared wrongly; the message says what is wrong.</exception>
    public static ReportingModel Build(IEnumerable<IReportingSet> sets, ApiScopeKind kind)
    {
        var model = new EdmModel();
        model.SetEdmReferences([CoreReference()]);
        var container = new EdmEntityContainer(Namespace, "Reporting");
        var found = new List<ModelSet>();
        foreach (var set in sets.Where(s => s.Readers.Contains(kind)).OrderBy(s => s.Name, StringComparer.Ordinal))
        {
            var properties = ReportingProperty.AllOf(set.RowType).Where(p => p.ExistsFor(kind)).ToList();
            var type = new EdmEntityType(Namespace, TypeName(set.RowType));
            model.AddElement(type);
            Describe(model, type, set.RowType);
            foreach (var property in properties)
                model.SetDescriptionAnnotation(type.AddStructuralProperty(property.Name, property.EdmType), property.Description);
            type.AddKeys(set.Key.Select(name => KeyProperty(set, type, name)));
            found.Add(new(set, container.AddEntitySet(set.Name, type), properties, []));
        }

        Relate(found);

        model.AddElement(container);
        return new(model, found);
    }

    /// <summary>The set behind a name of the model.</summary>
    public ModelSet Set(IEdmEntitySet entitySet) => Sets.First(s => s.EntitySet == entitySet);

    /// <summary>Adds the navigation properties between sets that both exist in the model.</summary>
    private static void Relate(List<ModelSet> sets)
    {
        foreach (var from in sets)
        {
            foreach (var property in from.Properties)
            {
                if (property.Reference is not { } reference || sets.Find(s => s.Set.Name == reference.Set) is not { } to)
                    continue;
                if (to.Set.Key is not [var key])
                    throw new InvalidOperationException($"{from.Set.RowType.Name}.{property.Name} refers to {to.Set.Name}, whose key is not one column.");
                var keyProperty = to.Properties.Single(p => p.Name == key);
                var one = new EdmNavigationPropertyInfo
                {
                    Name = reference.As ?? (property.Name.EndsWith("Code", StringComparison.Ordinal) ? property.Name[..^4] : throw new InvalidOperationException($"{from.Set.RowType.Name}.{property.Name} needs a name for its navigation property.")),
                    Target = to.Type,
                    // A column that always holds a key always leads to a row: the standard wants both said alike (CSDL 7.2).
                    TargetMultiplicity = property.EdmType.IsNullable ? EdmMultiplicity.ZeroOrOne : EdmMultiplicity.One,
                    DependentProperties = [from.Type.FindProperty(property.Name) as IEdmStructuralProperty],
                    PrincipalProperties = [to.Type.FindProperty(key) as IEdmStructuralProperty],
                };
                if (reference.Collection is null)
                {
                    Add(from, from.Type.AddUnidirectionalNavigation(one), to, property, keyProperty);
                    continue;
                }

                var many = new EdmNavigationPropertyInfo { Name = reference.Collection, Target = from.Type, TargetMultiplicity = EdmMultiplicity.Many };
                var navigation = from.Type.AddBidirectionalNavigation(one, many);
                Add(from, navigation, to, property, keyProperty);
                Add(to, navigation.Partner, from, keyProperty, property);
            }
        }

        static void Add(ModelSet from, IEdmNavigationProperty navigation, ModelSet to, ReportingProperty own, ReportingProperty other)
        {
            from.EntitySet.AddNavigationTarget(navigation, to.EntitySet);
            from.Relations.Add(new(navigation, to, own, other));
        }
    }

    private static EdmReference CoreReference()
    {
        var reference = new EdmReference(new Uri(CoreVocabulary));
        reference.AddInclude(new EdmInclude("Core", "Org.OData.Core.V1"));
        return reference;
    }

    private static string TypeName(Type row) => row.Name.EndsWith("Row", StringComparison.Ordinal) ? row.Name[..^3] : row.Name;

    private static void Describe(EdmModel model, EdmEntityType type, Type row) =>
        model.SetDescriptionAnnotation(type, row.GetCustomAttribute<DescriptionAttribute>()?.Description ?? throw new InvalidOperationException($"{row.Name} needs a [Description]."));

    private static IEdmStructuralProperty KeyProperty(IReportingSet set, EdmEntityType type, string name) =>
        type.FindProperty(name) is IEdmStructuralProperty { Type.IsNullable: false } property
            ? property
            : throw new InvalidOperationException($"{set.RowType.Name}.{name} is part of the key of {set.Name}: it may not be null, and must exist for every kind of token that reads the set.");

    private static byte[] Serialize(IEdmModel model)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new() { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
        {
            if (!CsdlWriter.TryWriteCsdl(model, xml, CsdlTarget.OData, out var errors))
                throw new InvalidOperationException($"The reporting model can't be written: {string.Join("; ", errors.Select(e => e.ErrorMessage))}");
        }

        return stream.ToArray();
    }
}

/// <summary>A set and the properties that exist in one model.</summary>
/// <param name="Set">The declared set.</param>
/// <param name="EntitySet">The set in the model.</param>
/// <param name="Properties">Its properties in declared order.</param>
/// <param name="Relations">Its navigation properties.</param>
internal sealed record ModelSet(IReportingSet Set, EdmEntitySet EntitySet, IReadOnlyList<ReportingProperty> Properties, List<Relation> Relations)
{
    /// <summary>The type of its rows in the model.</summary>
    public EdmEntityType Type => (EdmEntityType)EntitySet.EntityType;

    /// <summary>The relation behind a navigation property.</summary>
    public Relation Relation(IEdmNavigationProperty navigation) => Relations.Find(r => r.Navigation.Name == navigation.Name)!;
}

/// <summary>A navigation property: rows of another set that have a column equal to one of this set.</summary>
/// <param name="Navigation">The property in the model.</param>
/// <param name="To">The other set.</param>
/// <param name="Own">The column of this set.</param>
/// <param name="Other">The column of the other set.</param>
internal sealed record Relation(IEdmNavigationProperty Navigation, ModelSet To, ReportingProperty Own, ReportingProperty Other)
{
    /// <summary>True when it leads to any number of rows, false when to one or none.</summary>
    public bool IsMany { get; } = Navigation.TargetMultiplicity() == EdmMultiplicity.Many;
}

/// <summary>The models of all kinds of token that may read.</summary>
internal sealed class ReportingModels
{
    private static readonly ApiScopeKind[] Reading = [ApiScopeKind.Bi, ApiScopeKind.Inspection, ApiScopeKind.Admin];
    private readonly FrozenDictionary<ApiScopeKind, ReportingModel> models;

    /// <summary>Builds the models of all declared sets.</summary>
    public ReportingModels(IEnumerable<IReportingSet> sets)
    {
        var all = sets.ToList();
        if (all.GroupBy(s => s.Name).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InvalidOperationException($"The reporting set {twice.Key} is declared twice.");
        models = Reading.ToFrozenDictionary(kind => kind, kind => ReportingModel.Build(all, kind));
    }

    /// <summary>The model of a kind of token, or null when that kind may not read.</summary>
    public ReportingModel? For(ApiScopeKind kind) => models.GetValueOrDefault(kind);
}

/// <summary>A column of a set.</summary>
/// <param name="Name">Name of the property, in the row and in the model.</param>
/// <param name="Type">Its type without null.</param>
/// <param name="EdmType">Its type in the model.</param>
/// <param name="Description">What it means.</param>
/// <param name="OnlyFor">The kinds of token that see it; null is every kind that reads the set.</param>
/// <param name="Reference">The set whose key it holds, if any.</param>
internal sealed record ReportingProperty(string Name, Type Type, IEdmPrimitiveTypeReference EdmType, string Description, IReadOnlyList<ApiScopeKind>? OnlyFor, RefersToAttribute? Reference)
{
    /// <summary>Digits of a second that instants carry: what both databases keep.</summary>
    private const int Microseconds = 6;

    /// <summary>Digits of a second that times of day carry.</summary>
    private const int Ticks = 7;

    private static readonly NullabilityInfoContext Nullability = new();

    /// <summary>The properties of a row type in declared order.</summary>
    public static IReadOnlyList<ReportingProperty> AllOf(Type row) => row.GetConstructor(Type.EmptyTypes) is null
        ? throw new InvalidOperationException($"{row.Name} needs a constructor without parameters: declare its columns as properties with init.")
        : [.. row.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(Of)];

    /// <summary>True when the property exists for a kind of token.</summary>
    public bool ExistsFor(ApiScopeKind kind) => OnlyFor is null || OnlyFor.Contains(kind);

    private static ReportingProperty Of(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        bool nullable;
        lock (Nullability)
            nullable = Nullability.Create(property).ReadState != NullabilityState.NotNull;
        return new(
            property.Name,
            type,
            EdmTypeOf(type, nullable) ?? throw new InvalidOperationException($"{property.DeclaringType!.Name}.{property.Name}: a column can't be of type {type.Name}."),
            property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? throw new InvalidOperationException($"{property.DeclaringType!.Name}.{property.Name} needs a [Description]."),
            property.GetCustomAttribute<OnlyForAttribute>()?.Kinds,
            property.GetCustomAttribute<RefersToAttribute>());
    }

    private static IEdmPrimitiveTypeReference? EdmTypeOf(Type type, bool nullable)
    {
        var edm = EdmCoreModel.Instance;
        return Type.GetTypeCode(type) switch
        {
            TypeCode.String => edm.GetString(nullable),
            TypeCode.Int32 => edm.GetInt32(nullable),
            TypeCode.Int64 => edm.GetInt64(nullable),
            TypeCode.Double => edm.GetDouble(nullable),
            TypeCode.Boolean => edm.GetBoolean(nullable),
            _ when type == typeof(Guid) => edm.GetGuid(nullable),
            _ when type == typeof(LocalDate) => edm.GetDate(nullable),
            _ when type == typeof(LocalTime) => edm.GetTemporal(EdmPrimitiveTypeKind.TimeOfDay, Ticks, nullable),
            _ when type == typeof(Instant) => edm.GetTemporal(EdmPrimitiveTypeKind.DateTimeOffset, Microseconds, nullable),
            _ => null,
        };
    }
}

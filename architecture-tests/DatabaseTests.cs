using System.Reflection;
using Konnect.BuildingBlocks.Infrastructure.Persistence;
using Konnect.BuildingBlocks.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Konnect.ArchitectureTests;

/// <summary>The data models of every module on both databases.</summary>
public sealed class DatabaseTests
{
    /// <summary>When a row came and changed: facts about the row, not about a person.</summary>
    private static readonly string[] RowTimes = ["CreatedAt", "ModifiedAt"];

    [Fact]
    public void A_module_has_one_context_and_a_bare_subclass_for_each_database() => Decision.Databases.Forbids(
        product => product.Types.Where(t => t.IsAbstract && t.DerivesFrom(typeof(ModuleDbContext))),
        (product, context) => product.Types.Where(t => t.BaseType?.FullName == context.FullName).Select(t => t.Name).Order(StringComparer.Ordinal).SequenceEqual([$"Postgres{context.Name}", $"Sqlite{context.Name}"])
            ? product.Types.Where(t => t.BaseType?.FullName == context.FullName && t.Methods.Any(m => !m.IsConstructor)).Select(t => $"{t.Said} has a body")
            : [$"{context.Said} is not there once for each database"],
        planted: ["Accomplice.Persistence.AccompliceDbContext is not there once for each database"]);

    [Fact]
    public void A_table_belongs_to_one_module() => Decision.Databases.Forbids(
        product => from context in product.Contexts
                   from entity in context.GetService<IDesignTimeModel>().Model.GetEntityTypes()
                   where !entity.IsTableExcludedFromMigrations()
                   select (Context: (ModuleDbContext)context, Entity: entity),
        (_, found) => IsOwn(found.Context, found.Entity) ? [] : [$"{found.Context.GetType().Name} maps {found.Entity.GetSchemaQualifiedTableName()}, which is not of {found.Context.Module}"],
        planted: ["SqliteAccompliceDbContext maps sinful_patients, which is not of accomplice"]);

    [Fact]
    public void Migrations_hold_the_whole_model() => Decision.Databases.Forbids(
        product => product.Contexts,
        (_, context) => context.Database.HasPendingModelChanges() ? [$"{context.GetType().Name} differs from its migrations"] : [],
        planted: ["PostgresSinfulDbContext differs from its migrations", "SqliteAccompliceDbContext differs from its migrations", "SqliteSinfulDbContext differs from its migrations"]);

    /// <summary>
    /// A column is declared, unless its entity says that it holds nothing about people, or the column ties rows together (a Guid in a key or foreign key,
    /// a concurrency token) or says when the row itself came or changed.
    /// </summary>
    [Fact]
    public void Every_column_says_what_it_holds_of_a_person() => Decision.PersonalData.Forbids(
        product => from context in product.Contexts
                   from entity in context.Model.GetEntityTypes()
                   where !entity.ClrType.IsDefined(typeof(NoPersonalDataAttribute), inherit: true)
                   from property in entity.GetProperties()
                   where !IsTie(property) && !RowTimes.Contains(property.Name)
                   select (Entity: entity, Property: property),
        (_, found) => Declared(found.Property)?.IsDefined(typeof(PersonalDataAttribute), inherit: true) == true ? [] : [$"{found.Entity.ShortName()}.{found.Property.Name} is not declared"],
        planted: ["Patient.Complaint is not declared"]);

    /// <summary>A text about health that people write is no column: the bytes it is sealed into are. A code says why it need not be.</summary>
    [Fact]
    public void Text_about_health_is_sealed_or_says_why_not() => Decision.Sealing.Forbids(
        product => (from context in product.Contexts
                    from entity in context.Model.GetEntityTypes()
                    from property in entity.ClrType.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                    where property.PropertyType == typeof(string) && property.GetCustomAttribute<PersonalDataAttribute>()?.Category == PersonalDataCategory.Health
                    select (Entity: entity, Property: property)).DistinctBy(f => (f.Entity.ClrType, f.Property.Name)),
        (_, found) => found.Property.GetCustomAttribute<NotSealedAttribute>() is { } not
            ? (not.Reason.Length > 20 ? [] : [$"{found.Entity.ShortName()}.{found.Property.Name} doesn't say why it is not sealed"])
            : found.Property.IsDefined(typeof(SealedAttribute)) && found.Entity.FindProperty(found.Property.Name) is null ? [] : [$"{found.Entity.ShortName()}.{found.Property.Name} is not sealed"],
        planted: ["Patient.Allergy is not sealed"]);

    [Fact]
    public void An_entity_without_personal_data_declares_none() => Decision.PersonalData.Forbids(
        product => from context in product.Contexts
                   from entity in context.Model.GetEntityTypes()
                   where entity.ClrType.IsDefined(typeof(NoPersonalDataAttribute), inherit: true)
                   from property in entity.GetProperties()
                   select (Entity: entity, Property: property),
        (_, found) => found.Property.PropertyInfo?.IsDefined(typeof(PersonalDataAttribute), inherit: true) == true ? [$"{found.Entity.ShortName()}.{found.Property.Name} is personal data of an entity without"] : [],
        planted: ["Room.Occupant is personal data of an entity without"]);

    [Fact]
    public void Every_record_of_a_person_says_whose_it_is() => Decision.Trail.Forbids(
        product => (from context in product.Contexts
                    from entity in context.Model.GetEntityTypes()
                    where !entity.ClrType.IsDefined(typeof(NoPersonalDataAttribute), inherit: true) && !entity.ClrType.IsDefined(typeof(NotRecordedAttribute), inherit: true)
                    select entity.ClrType).Distinct(),
        (_, entity) => entity.GetProperties().Any(p => p.IsDefined(typeof(SubjectAttribute), inherit: true)) ? [] : [$"{entity.Name} doesn't say whose it is"],
        planted: ["Patient doesn't say whose it is"],
        old:
        [
            // A day knows its placement, and the placement whose it is.
            "PlacementDay doesn't say whose it is",
        ]);

    [Fact]
    public void What_is_not_recorded_says_why() => Decision.Trail.Forbids(
        product => product.Types.Where(t => t.Attributes<NotRecordedAttribute>().Any()),
        (_, type) => type.Attributes<NotRecordedAttribute>().All(a => a.ConstructorArguments[0].Value is string { Length: > 20 }) ? [] : [$"{type.Said} doesn't say why it is not recorded"],
        planted: ["Sinful.Sins.Unguarded.Command doesn't say why it is not recorded"]);

    private static bool IsOwn(ModuleDbContext context, IEntityType entity) => context.Database.IsNpgsql()
        ? entity.GetSchema() == context.Module
        : entity.GetTableName()!.StartsWith($"{context.Module}_", StringComparison.Ordinal);

    /// <summary>Where a column is declared: at its property, or at the text that it holds the sealed bytes of.</summary>
    private static PropertyInfo? Declared(IProperty column) => column.PropertyInfo
        ?? column.DeclaringType.ClrType.GetProperties().SingleOrDefault(p => p.IsDefined(typeof(SealedAttribute), inherit: true) && $"Sealed{p.Name}" == column.Name);

    private static bool IsTie(IProperty property) =>
        property.IsConcurrencyToken || (property.ClrType == typeof(Guid) && (property.IsKey() || property.IsForeignKey()));
}

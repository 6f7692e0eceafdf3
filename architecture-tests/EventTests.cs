using System.Text.RegularExpressions;
using Konnect.BuildingBlocks.Events;
using Mono.Cecil;

namespace Konnect.ArchitectureTests;

/// <summary>Events: stored under an alias and read by others for years.</summary>
public sealed class EventTests
{
    [Fact]
    public void An_event_is_a_sealed_immutable_record_in_contracts() => Decision.Outbox.Forbids(
        product => product.Events,
        (_, type) => Faults(type),
        planted:
        [
            "Sinful.Contracts.Slippery can be changed through Weight",
            "Sinful.Contracts.Slippery is not sealed",
            "Sinful.Reach.Whispered is not in contracts",
        ]);

    [Fact]
    public void An_event_is_stored_under_an_alias_of_its_module() => Decision.Outbox.Forbids(
        product => product.Events,
        (_, type) => Regex.IsMatch(AliasOf(type), $@"^{type.Place.Module.ToLowerInvariant()}\.[a-z]+(-[a-z]+)*\.v\d+$") ? [] : [$"{type.Said} is stored as '{AliasOf(type)}'"],
        planted: ["Sinful.Contracts.Nameless is stored as ''", "Sinful.Contracts.Borrowed is stored as 'accomplice.borrowed.v1'"]);

    [Fact]
    public void Stored_events_are_approved() => Decision.Outbox.Approves("Events", string.Concat(Product.Built.Events.OrderBy(AliasOf, StringComparer.Ordinal)
        .Select(e => $"{AliasOf(e)} = {e.Said}({string.Join(", ", Columns(e).Select(p => $"{Short(p.PropertyType)} {p.Name}"))})\n")));

    private static IEnumerable<string> Faults(TypeDefinition type)
    {
        if (!type.IsSealed)
            yield return $"{type.Said} is not sealed";
        if (type.Place.Layer != Layer.Contracts)
            yield return $"{type.Said} is not in contracts";
        foreach (var property in type.Properties.Where(p => p.SetMethod is { ReturnType: not RequiredModifierType }))
            yield return $"{type.Said} can be changed through {property.Name}";
    }

    /// <summary>The stored name of an event, or nothing.</summary>
    internal static string AliasOf(TypeDefinition type) => type.Attributes<EventAliasAttribute>().Select(a => (string)a.ConstructorArguments[0].Value).SingleOrDefault() ?? "";

    /// <summary>What is stored: a computed property such as the stream key is not read back.</summary>
    private static IEnumerable<PropertyDefinition> Columns(TypeDefinition type) => type.Properties.Where(p => p.SetMethod is not null);

    private static string Short(TypeReference type) => type is GenericInstanceType generic
        ? $"{generic.Name.Split('`')[0]}<{string.Join(", ", generic.GenericArguments.Select(Short))}>"
        : type.Name;
}

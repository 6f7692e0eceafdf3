using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Konnect.BuildingBlocks.Events;
using NodaTime;
using NodaTime.Text;

namespace Konnect.BuildingBlocks.Infrastructure.Messaging;

/// <summary>Every event of the installed modules: its stored alias, its type and its handlers.</summary>
public sealed class EventCatalogue
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new PatternConverter<LocalDate>(LocalDatePattern.Iso), new PatternConverter<Instant>(InstantPattern.ExtendedIso) },
    };

    private readonly FrozenDictionary<string, Type> types;
    private readonly FrozenDictionary<Type, string> aliases;
    private readonly FrozenDictionary<Type, IReadOnlyList<Type>> handlers;

    /// <summary>Reads the Contracts that the modules reference for events, and the modules for handlers.</summary>
    public EventCatalogue(IEnumerable<Assembly> modules)
    {
        var assemblies = modules.ToList();
        var events = assemblies.SelectMany(a => a.GetReferencedAssemblies())
            .Where(n => n.Name?.EndsWith(".Contracts", StringComparison.Ordinal) == true).DistinctBy(n => n.Name).Select(Assembly.Load)
            .SelectMany(a => a.GetTypes()).Where(t => t is { IsAbstract: false } && t.IsAssignableTo(typeof(IIntegrationEvent))).ToList();
        aliases = events.ToFrozenDictionary(t => t, t => t.GetCustomAttribute<EventAliasAttribute>()?.Alias
            ?? throw new InvalidOperationException($"{t.FullName} has no EventAlias."));
        types = aliases.ToFrozenDictionary(p => p.Value, p => p.Key);
        handlers = assemblies.SelectMany(a => a.GetTypes()).Where(t => t is { IsAbstract: false, IsClass: true })
            .SelectMany(t => t.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEventHandler<>)).Select(i => (Event: i.GenericTypeArguments[0], Handler: t)))
            .GroupBy(p => p.Event).ToFrozenDictionary(g => g.Key, g => (IReadOnlyList<Type>)[.. g.Select(p => p.Handler).OrderBy(h => h.FullName, StringComparer.Ordinal)]);
    }

    /// <summary>The name an event is stored under.</summary>
    public string AliasOf(Type integrationEvent) => aliases.TryGetValue(integrationEvent, out var alias) ? alias : throw new InvalidOperationException($"{integrationEvent.FullName} is not an event of an installed module.");

    /// <summary>The handlers of an event, in a fixed order.</summary>
    public IReadOnlyList<Type> HandlersOf(Type integrationEvent) => handlers.TryGetValue(integrationEvent, out var found) ? found : [];

    /// <summary>Reads a stored event back.</summary>
    public IIntegrationEvent Read(string alias, string body) => types.TryGetValue(alias, out var type)
        ? (IIntegrationEvent)JsonSerializer.Deserialize(body, type, Json)!
        : throw new InvalidOperationException($"No installed module knows the event {alias}.");

    internal static string Serialize(IIntegrationEvent integrationEvent) => JsonSerializer.Serialize(integrationEvent, integrationEvent.GetType(), Json);

    private sealed class PatternConverter<T>(IPattern<T> pattern) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => pattern.Parse(reader.GetString()!).Value;

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(pattern.Format(value));
    }
}

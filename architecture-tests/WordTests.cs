using System.Text.RegularExpressions;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Konnect.ArchitectureTests;

/// <summary>Names: what building blocks may speak of, and what nothing is called.</summary>
public sealed partial class WordTests
{
    private static readonly string[] Business = ["child", "children", "group", "groups", "guardian", "guardians"];

    [Fact]
    public void Compiled_building_blocks_do_not_speak_of_the_business() => Decision.Modules.Forbids(
        product => product.Types.Where(t => t.Place.Layer is Layer.BuildingBlocks or Layer.Infrastructure),
        (_, type) => from text in Names(type).Concat(type.Methods.SelectMany(Literals))
                     from token in Token().Matches(text).Select(m => m.Value)
                     where SpeaksOfBusiness(token)
                     select $"{type.Said} says {token}",
        planted: ["Konnect.BuildingBlocks.Infrastructure.Words.Gossip says ChildOf", "Konnect.BuildingBlocks.Infrastructure.Words.Gossip says guardian"]);

    /// <summary>Also in comments, texts and markup. A member of a framework keeps its name when it is used.</summary>
    [Fact]
    public void Sources_of_building_blocks_do_not_speak_of_the_business() => Decision.Modules.Forbids(
        product => product.Files("src/BuildingBlocks", ".cs", ".razor", ".json", ".md", ".css", ".js"),
        (product, file) => from token in Token().Matches(Query().Replace(file.Text, " "))
                           where SpeaksOfBusiness(token.Value) && !product.FrameworkNames.Contains(token.Value)
                           select $"{file.Path} says {token.Value}",
        planted:
        [
            "src/BuildingBlocks/Konnect.BuildingBlocks.Infrastructure/Words/Gossip.cs says ChildOf",
            "src/BuildingBlocks/Konnect.BuildingBlocks.Infrastructure/Words/Gossip.cs says guardian",
            "src/BuildingBlocks/Konnect.BuildingBlocks.Infrastructure/Words/Gossip.cs says groups",
        ]);

    [Fact]
    public void Nothing_is_called_by_a_word_that_says_nothing() => Decision.UseCases.Forbids(
        product => product.OuterTypes,
        (_, type) => Empty().IsMatch(type.Name.Split('`')[0]) || type.Namespace.Split('.').Any(s => Empty().IsMatch(s)) ? [$"{type.Said} says nothing with its name"] : [],
        planted: ["Sinful.Reach.SinHelper says nothing with its name"]);

    [Fact]
    public void No_type_bears_the_name_of_a_module() => Decision.Modules.Forbids(
        product => product.Types,
        (product, type) => product.ModuleFolders.Contains(type.Name) ? [$"{type.Said} bears the name of a module"] : [],
        planted: ["Sinful.Reach.Sinful bears the name of a module"]);

    private static bool SpeaksOfBusiness(string token) => Word().Matches(Borrowed().Replace(token, "")).Any(w => Business.Contains(w.Value, StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<string> Names(TypeDefinition type) =>
        [type.Name, .. type.GenericParameters.Select(p => p.Name), .. type.Fields.Select(f => f.Name), .. type.Properties.Select(p => p.Name), .. type.Methods.Select(m => m.Name), .. type.Methods.SelectMany(m => m.Parameters).Select(p => p.Name)];

    private static IEnumerable<string> Literals(MethodDefinition method) =>
        !method.HasBody ? [] : method.Body.Instructions.Where(i => i.OpCode == OpCodes.Ldstr).Select(i => (string)i.Operand);

    [GeneratedRegex("[A-Za-z][A-Za-z0-9]*")]
    private static partial Regex Token();

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")]
    private static partial Regex Word();

    /// <summary>Words of the trade that only look like ours: the operation of queries and the content parameter of components.</summary>
    [GeneratedRegex("[Gg]roup(?:[Bb]y|Join)|ChildContent")]
    private static partial Regex Borrowed();

    /// <summary>The keyword of a query expression.</summary>
    [GeneratedRegex(@"\bgroup \S+ by\b")]
    private static partial Regex Query();

    [GeneratedRegex("(?:Manager|Helper|Util|Utility|Utils|Utilities|Common|Dto|Base)s?$")]
    private static partial Regex Empty();
}

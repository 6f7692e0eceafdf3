using System.Runtime.CompilerServices;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Konnect.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OData.Edm;
using Microsoft.OData.Edm.Csdl;
using Microsoft.OData.Edm.Validation;

namespace Konnect.Host.Tests.Reporting;

/// <summary>The metadata of every kind of token is a valid document: by the rules of the standard as a schema of our own states them, and by the rules of the OData library.</summary>
public sealed class MetadataSchemaTests
{
    private static readonly XNamespace Edm = "http://docs.oasis-open.org/odata/ns/edm";

    public static TheoryData<ApiScopeKind> Kinds => [ApiScopeKind.Bi, ApiScopeKind.Inspection, ApiScopeKind.Admin];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_metadata_of_the_meters_is_valid(ApiScopeKind kind) => ShouldBeValid(ReportingModel.Build([new Readings(), new Tariffs(), new Sites(), new Secrets()], kind));

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_metadata_of_the_product_is_valid(ApiScopeKind kind)
    {
        await using var host = await KonnectHost.CreateAsync();
        var model = ReportingModel.Build(host.Services.GetServices<IReportingSet>(), kind);
        model.Sets.Count.ShouldBeGreaterThan(4);
        ShouldBeValid(model);
    }

    [Theory]
    [InlineData("Name=\"Id\" Type=\"Edm.Guid\"", "Name=\"Id\" Type=\"Edm.UUID\"")]
    [InlineData("Name=\"Flag\"", "Name=\"1Flag\"")]
    [InlineData("Name=\"Flag\"", "Name=\"Id\"")]
    [InlineData("Nullable=\"false\"", "Nullable=\"no\"")]
    [InlineData("Precision=\"6\"", "Precision=\"six\"")]
    [InlineData("<PropertyRef Name=\"Id\" />", "")]
    [InlineData("Version=\"4.0\"", "Version=\"3.0\"")]
    [InlineData("<EntityContainer", "<ComplexType Name=\"X\" /><EntityContainer")]
    [InlineData("EntityType=\"Konnect.Reading\"", "EntityType=\"\"")]
    public void A_document_that_breaks_a_rule_is_not_valid(string rule, string broken)
    {
        var text = System.Text.Encoding.UTF8.GetString(ReportingModel.Build([new Readings(), new Sites()], ApiScopeKind.Bi).Metadata);
        text.ShouldContain(rule);
        Faults(text.Replace(rule, broken, StringComparison.Ordinal)).ShouldNotBeEmpty();
    }

    private static void ShouldBeValid(ReportingModel model)
    {
        Faults(System.Text.Encoding.UTF8.GetString(model.Metadata)).ShouldBeEmpty();
        using var xml = XmlReader.Create(new MemoryStream(model.Metadata));
        var read = CsdlReader.Parse(xml);
        read.Validate(out var errors).ShouldBeTrue(string.Join('\n', errors));
        var document = XDocument.Load(new MemoryStream(model.Metadata));
        foreach (var type in document.Descendants(Edm + "EntityType"))
        {
            var properties = type.Elements(Edm + "Property").ToDictionary(p => p.Attribute("Name")!.Value);
            type.Descendants(Edm + "PropertyRef").ShouldAllBe(key => properties[key.Attribute("Name")!.Value].Attribute("Nullable")!.Value == "false");
            type.Descendants(Edm + "ReferentialConstraint").ShouldAllBe(constraint => properties.ContainsKey(constraint.Attribute("Property")!.Value));
            properties.Values.ShouldAllBe(property => property.Elements(Edm + "Annotation").Any(a => a.Attribute("Term")!.Value == "Core.Description" && a.Attribute("String")!.Value.Length > 0));
        }

        // Every way is bound to a set, and what it names as its other side names it.
        foreach (var set in read.EntityContainer.EntitySets())
        {
            foreach (var way in set.EntityType.NavigationProperties())
            {
                set.FindNavigationTarget(way).ShouldBeAssignableTo<IEdmEntitySet>();
                (way.Partner?.Partner ?? way).ShouldBe(way);
            }
        }
    }

    private static List<string> Faults(string document)
    {
        var schemas = new XmlSchemaSet();
        foreach (var file in (string[])["Csdl.xsd", "Edmx.xsd"])
        {
            using var reader = XmlReader.Create(Path.Combine(SourceFolder(), file));
            schemas.Add(null, reader);
        }

        var faults = new List<string>();
        XDocument.Parse(document).Validate(schemas, (_, fault) => faults.Add(fault.Message));
        return faults;
    }

    private static string SourceFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

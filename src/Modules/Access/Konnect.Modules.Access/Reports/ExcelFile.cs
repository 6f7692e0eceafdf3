using System.Net;
using System.Text;
using System.Xml;
using Konnect.BuildingBlocks.Infrastructure.Reporting;
using Konnect.BuildingBlocks.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Konnect.Modules.Access.Reports;

/// <summary>
/// <c>GET /reports/SET.odc</c>: opens Excel with a connection to one set; Excel asks for the token. The file is an Office data connection (MS-ODCFF) in
/// the form for Power Query, since the older form for data feeds speaks an older OData only.
/// </summary>
internal static class ExcelFile
{
    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/reports/{set}.odc", (string set, HttpRequest request, IEnumerable<IReportingSet> sets) =>
            ReportSet.Of(sets).FirstOrDefault(s => s.Name == set) is { } known
                ? Results.File(Encoding.UTF8.GetBytes(Content($"{request.Scheme}://{request.Host}{request.PathBase}/odata/v1", known)), "text/x-ms-odc; charset=utf-8", $"{known.Name}.odc")
                : Results.NotFound()).WithMetadata(new RequiresPermissionAttribute(AccessPermissions.ManageTokens));

    /// <summary>A page of HTML in which Excel finds the connection, and the query that it names.</summary>
    public static string Content(string feed, ReportSet set) => $"""
        <html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40">
        <head>
        <meta http-equiv=Content-Type content="text/x-ms-odc; charset=utf-8">
        <meta name=ProgId content=ODC.Database>
        <meta name=SourceType content=OLEDB>
        <title>{Html($"Konnect - {set.Name}")}</title>
        <xml id=docprops><o:DocumentProperties xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40">
          <o:Description>{Html(set.Description)}</o:Description>
          <o:Name>{Html($"Konnect - {set.Name}")}</o:Name>
        </o:DocumentProperties></xml>
        <xml id=msodc><odc:OfficeDataConnection xmlns:odc="urn:schemas-microsoft-com:office:odc" xmlns="http://www.w3.org/TR/REC-html40">
          <odc:PowerQueryConnection odc:Type="OLEDB">
            <odc:ConnectionString>{Html($"Provider=Microsoft.Mashup.OleDb.1;Data Source=$Workbook$;Location={set.Name};Extended Properties=\"\"")}</odc:ConnectionString>
            <odc:CommandType>SQL</odc:CommandType>
            <odc:CommandText>{Html($"SELECT * FROM [{set.Name}]")}</odc:CommandText>
          </odc:PowerQueryConnection>
          <odc:PowerQueryMashupData>{Html(Mashup(set.Name, PowerQuery.Whole(feed, set.Name)))}</odc:PowerQueryMashupData>
        </odc:OfficeDataConnection></xml>
        </head>
        <body></body>
        </html>

        """;

    /// <summary>The query as a document of its own, which stands in the file as text.</summary>
    private static string Mashup(string name, string script)
    {
        const string instance = "http://www.w3.org/2001/XMLSchema-instance";
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new() { OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("Mashup", "http://schemas.microsoft.com/DataMashup");
            xml.WriteAttributeString("xmlns", "xsi", null, instance);
            xml.WriteElementString("Client", "EXCEL");
            xml.WriteElementString("Version", "2.21.0.0");
            xml.WriteElementString("MinVersion", "2.21.0.0");
            xml.WriteElementString("Culture", "en-US");
            xml.WriteElementString("SafeCombine", "true");
            xml.WriteStartElement("Items");
            xml.WriteStartElement("Query");
            xml.WriteAttributeString("Name", name);
            xml.WriteElementString("Formula", script);
            foreach (var unset in (string[])["IsParameterQuery", "IsDirectQuery"])
            {
                xml.WriteStartElement(unset);
                xml.WriteAttributeString("nil", instance, "true");
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return text.ToString();
    }

    private static string Html(string text) => WebUtility.HtmlEncode(text);
}

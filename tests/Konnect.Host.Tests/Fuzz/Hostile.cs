using System.Text;

namespace Konnect.Host.Tests.Fuzz;

/// <summary>Requests that nobody sends who means well, as bytes.</summary>
internal static class Hostile
{
    private static readonly string[] Paths =
    [
        "/odata/v1/%00", "/odata/v1//", "/odata/v1/../v1/Groups", "/odata/v1/..%2f..%2fetc/passwd", "/odata/v1/%2e%2e/%2e%2e/appsettings.json", "//odata/v1/Groups", "/odata/v1/Groups%2F%2F%2F", "/odata/v1/Groups;a=b", "/odata/v1/\\Groups", "/odata/v1/%C0%AE%C0%AE/",
        "/odata/v1/Groups%ZZ", "/odata/v1/%F0%9F%98%80", "/odata/v1/Groups%0d%0aX-Evil:1", "/odata/v1/Groups('%27')", "/odata/v1/Groups(%27%00%27)", "/odata/v1/Groups/%24count/%24value", "/odata/v1/$metadata/$metadata", "/odata/v1/$metadata?$filter=a",
        "/odata/v1/Groups?$filter=%ED%A0%80", "/odata/v1/Groups?$filter=Code eq", "/odata/v1/Groups?&&&&&&=&=&", "/odata/v1/Groups?$", "/odata/v1/Groups?%24filter=%2524", "/odata/v1/Groups?$top=1#fragment", "/odata/v1/Groups?api-key=", "/odata/v1/Groups?api-key=kn_x",
        "/odata/v1/Groups?$skiptoken=CfDJ8", "/odata/v1/Groups?$skiptoken=%00", "/odata/v1/$batch", "/odata/v1/$crossjoin(Groups,Locations)", "/odata/v2/Groups", "/ODATA/V1/Groups", "/odata/v1/Groups?$format=csv&$top=1", "/odata/v1/Groups?$format=xlsx", "*", "/",
    ];

    private static readonly string[] Headers =
    [
        "Accept: */*;q=x", "Accept: application/json;odata.metadata=none;IEEE754Compatible=true", "Accept: text/csv", "Accept: ,,,;;;", "Accept: application/json;q=9", "Prefer: odata.maxpagesize=1", "Prefer: odata.maxpagesize=0", "Prefer: omit-values=nulls, odata.maxpagesize=3",
        "OData-MaxVersion: 4.0", "OData-MaxVersion: x", "If-None-Match: \"", "If-None-Match: *", "Accept-Encoding: gzip;q=0, br;q=0", "Range: bytes=0-1", "X-Forwarded-Host: evil.example", "X-HTTP-Method-Override: DELETE", "Content-Length: 0", "Expect: 100-nothing", "Cookie: ;;;=",
    ];

    private static readonly string[] Methods = ["GET", "GET", "GET", "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", "GÉT"];

    /// <summary>A request that may be wrong in its method, its path, its headers or its signing in.</summary>
    public static byte[] Request(Random random, string host, string token)
    {
        var sign = random.Next(8) switch { 0 => "", 1 => "Authorization: Basic !!!\r\n", 2 => "Authorization: Bearer \r\n", 3 => $"Authorization: Basic {new string('A', random.Next(5000))}\r\n", _ => $"X-API-Key: {token}\r\n" };
        var more = string.Concat(Enumerable.Range(0, random.Next(3)).Select(_ => $"{Of(random, Headers)}\r\n"));
        var path = random.Next(20) switch
        {
            0 => $"/odata/v1/Groups?$filter={new string('(', random.Next(9000))}",
            1 => $"/odata/v1/Groups?$filter=Code eq '{new string('é', random.Next(300))}'",
            2 => $"/odata/v1/{string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => $"%{random.Next(256):X2}"))}",
            3 => $"/odata/v1/Groups?{string.Concat(Enumerable.Range(0, random.Next(2000)).Select(_ => (char)random.Next(33, 127)))}",
            4 => $"http://evil.example/odata/v1/Groups",
            _ => Of(random, Paths),
        };
        return Encoding.Latin1.GetBytes(random.Next(30) switch
        {
            0 => $"GET {path}\r\n\r\n",
            1 => $"GET {path} HTTP/1.1\n\n",
            2 => $"GET {path} HTTP/1.1\r\nHost: {host}\r\nHost: other\r\n\r\n",
            3 => $"GET {path} HTTP/1.1\r\nHost: {host}\r\nX: {new string('x', 40_000)}\r\n\r\n",
            4 => $"GET {path} HTTP/1.1\r\nHost: {host}\r\n{string.Concat(Enumerable.Range(0, 120).Select(i => $"X{i}: 1\r\n"))}\r\n",
            // A server waits for more after lines that are empty.
            5 => "~" + string.Concat(Enumerable.Range(0, random.Next(1, 60)).Select(_ => (char)random.Next(256))) + "\r\n\r\n",
            _ => $"{Of(random, Methods)} {path} HTTP/1.1\r\nHost: {host}\r\n{sign}{more}\r\n",
        });
    }

    private static string Of(Random random, string[] choices) => choices[random.Next(choices.Length)];
}

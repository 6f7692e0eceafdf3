using System.Net;

namespace Konnect.Host.Tests.Reporting;

/// <summary>What a request can ask beyond a filter: calculations, groups, other rows, searches, values by name. Each answer is written out.</summary>
[Collection(ReportingCollection.Name)]
public sealed class LanguageTests(ReportingHost host)
{
    [Theory]
    [InlineData("Readings?$compute=Count add 1 as N&$top=2&$select=Count,N", """[{"Count":-5,"N":-4},{"Count":2,"N":3}]""")]
    [InlineData("Readings?$compute=Count add 1 as N&$filter=N gt 13&$orderby=N desc,Id&$top=2&$select=N", """[{"N":15},{"N":15}]""")]
    [InlineData("Readings?$compute=Count add 1 as A,Count add 1 as B&$top=1&$select=A,B", """[{"A":-4,"B":-4}]""")]
    [InlineData("Readings?$compute=round(Factor) as R,floor(Factor) as F,ceiling(Factor) as C&$select=Factor,R,F,C&$top=3", """[{"Factor":-2.5,"R":-3,"F":-3,"C":-2},{"Factor":null,"R":null,"F":null,"C":null},{"Factor":-2.25,"R":-2,"F":-3,"C":-2}]""")]
    [InlineData("Readings?$compute=fractionalseconds(From) as S,cast(Count,Edm.String) as T,totaloffsetminutes(From) as O&$select=S,T,O&$top=2", """[{"S":0.123456,"T":"-5","O":0},{"S":0,"T":"2","O":0}]""")]
    [InlineData("Readings?$compute=fractionalseconds(Opens) mul 1000 as S,floor(fractionalseconds(Opens) mul 1000) as F&$select=F&$top=1&$filter=Count eq 2&$orderby=Id", """[{"F":123}]""")]
    public async Task Calculations_have_names(string address, string rows) => await ShouldBeAsync(address, rows);

    [Theory]
    [InlineData("Readings?$apply=aggregate($count as N)", """[{"N":60}]""")]
    [InlineData("Readings?$apply=aggregate(Minutes with sum as S,Minutes with average as A,Label with min as L,Label with max as M,Day with max as D,Site with countdistinct as C,Label with countdistinct as E,$count as N)", """[{"S":180,"A":4.5,"L":"","M":"😀 ok","D":"2026-03-27","C":3,"E":16,"N":60}]""")]
    [InlineData("Readings?$apply=filter(Count gt 1000)/aggregate(Minutes with sum as S,Count with sum as T,Minutes with average as A,Count with max as M,$count as N,Site with countdistinct as C)", """[{"S":null,"T":null,"A":null,"M":null,"N":0,"C":0}]""")]
    [InlineData("Readings?$apply=groupby((Site),aggregate(Minutes with sum as S,$count as N))&$orderby=Site", """[{"Site":"a","S":null,"N":20},{"Site":"b","S":90,"N":20},{"Site":"c/d","S":90,"N":20}]""")]
    [InlineData("Readings?$apply=groupby((Place/Name,Flag),aggregate(Minutes with sum as S,$count as N))/filter(N gt 9)&$orderby=Place/Name,Flag desc&$top=3", """[{"Place":{"Name":"Alkmaar"},"Flag":true,"S":null,"N":10},{"Place":{"Name":"Alkmaar"},"Flag":false,"S":null,"N":10},{"Place":{"Name":"Breda"},"Flag":true,"S":40,"N":10}]""")]
    [InlineData("Readings?$apply=filter(Flag)/compute(Count mul 2 as C2)/groupby((Site),aggregate(C2 with max as M))/groupby((M))", """[{"M":26}]""")]
    [InlineData("Readings?$apply=groupby((Minutes),aggregate($count as N))&$compute=N mul 2 as D&$orderby=D desc,Minutes&$top=2", """[{"Minutes":null,"N":20,"D":40},{"Minutes":0,"N":4,"D":8}]""")]
    [InlineData("Readings?$apply=groupby((Site),aggregate(Count with sum as S))/aggregate(S with max as T)", """[{"T":90}]""")]
    [InlineData("Readings?$apply=groupby((Site))&$select=Site&$orderby=Site desc", """[{"Site":"c/d"},{"Site":"b"},{"Site":"a"}]""")]
    [InlineData("Readings?$apply=GroupBy((Site),Aggregate(Count WITH Sum AS Sum))&$orderby=Sum,Site desc&$top=1", """[{"Site":"c/d","Sum":90}]""")]
    [InlineData("Readings?$apply=identity/aggregate(Place/Name with max as X)", """[{"X":"Café \"Dorp\""}]""")]
    [InlineData("Readings?$apply=filter(Flag)&$select=Count&$top=1", """[{"Count":-5}]""")]
    [InlineData("Readings?$apply=groupby((Day),aggregate($count as N))&$filter=Day eq 2026-03-01", """[{"Day":"2026-03-01","N":2}]""")]
    public async Task Rows_are_put_together(string address, string rows) => await ShouldBeAsync(address, rows);

    [Fact]
    public async Task Groups_are_counted()
    {
        (await host.JsonAsync("Readings?$apply=groupby((Site,Flag),aggregate($count as N))&$count=true&$top=1")).GetProperty("@odata.count").GetInt32().ShouldBe(6);
        (await TextAsync("Readings/$count?$apply=groupby((Site,Flag))")).ShouldBe("6");
    }

    [Theory]
    [InlineData("Readings?$expand=Place($select=Name)&$select=Count&$top=2&$orderby=Count desc,Site", """[{"Count":14,"Place":{"Name":"Alkmaar"}},{"Count":14,"Place":{"Name":"Breda"}}]""")]
    [InlineData("Readings?$expand=Place($compute=length(Name) as L;$select=L)&$select=Count&$top=1", """[{"Count":-5,"Place":{"L":7}}]""")]
    [InlineData("Readings?$expand=*&$select=Count&$top=1", """[{"Count":-5,"Place":{"Code":"a","Name":"Alkmaar","Opens":"06:30:00"}}]""")]
    [InlineData("Readings?$expand=Place&$select=Place&$top=1", """[{"Place":{"Code":"a","Name":"Alkmaar","Opens":"06:30:00"}}]""")]
    [InlineData("Sites?$expand=Readings($select=Count;$filter=Count gt 12;$orderby=Count desc;$count=true)&$select=Code", """[{"Code":"a","Readings@odata.count":2,"Readings":[{"Count":14},{"Count":13}]},{"Code":"b","Readings@odata.count":2,"Readings":[{"Count":14},{"Count":13}]},{"Code":"c/d","Readings@odata.count":2,"Readings":[{"Count":14},{"Count":13}]}]""")]
    [InlineData("Sites?$expand=Readings($select=Count;$top=2;$skip=1;$orderby=Count desc)&$select=Code&$orderby=Name desc&$top=2", """[{"Code":"c/d","Readings":[{"Count":13},{"Count":12}]},{"Code":"b","Readings":[{"Count":13},{"Count":12}]}]""")]
    [InlineData("Sites?$expand=Tariffs($select=Cents)&$select=Code", """[{"Code":"a","Tariffs":[{"Cents":25},{"Cents":27}]},{"Code":"b","Tariffs":[{"Cents":30}]},{"Code":"c/d","Tariffs":[]}]""")]
    [InlineData("Sites?$expand=Tariffs($filter=Place/Name ne 'Alkmaar';$select=Cents;$expand=Place($select=Name))&$select=Code", """[{"Code":"a","Tariffs":[]},{"Code":"b","Tariffs":[{"Cents":30,"Place":{"Name":"Breda"}}]},{"Code":"c/d","Tariffs":[]}]""")]
    [InlineData("Sites?$expand=Tariffs($orderby=Place/Name,Cents desc;$select=Cents;$compute=Cents mul 2 as Double)&$select=Code&$filter=Code eq 'a'", """[{"Code":"a","Tariffs":[{"Cents":27},{"Cents":25}]}]""")]
    [InlineData("Readings?$expand=Place($select=Code;$expand=Tariffs($select=Cents))&$top=3&$select=Count&$orderby=Count desc,Site", """[{"Count":14,"Place":{"Code":"a","Tariffs":[{"Cents":25},{"Cents":27}]}},{"Count":14,"Place":{"Code":"b","Tariffs":[{"Cents":30}]}},{"Count":14,"Place":{"Code":"c/d","Tariffs":[]}}]""")]
    [InlineData("Sites?$expand=Readings($select=Count;$search=ABC)&$select=Code&$top=1", """[{"Code":"a","Readings":[{"Count":-4},{"Count":2},{"Count":7},{"Count":13}]}]""")]
    [InlineData("Sites('b')?$expand=Tariffs($select=Cents)&$select=Code", """{"Code":"b","Tariffs":[{"Cents":30}]}""")]
    [InlineData("Sites('c%2Fd')?$expand=Tariffs&$select=Code", """{"Code":"c/d","Tariffs":[]}""")]
    public async Task Rows_come_with_rows_of_other_sets(string address, string rows) => await ShouldBeAsync(address, rows);

    [Theory]
    [InlineData("Readings?$filter=Place/Name eq 'Breda'&$top=1&$select=Site", """[{"Site":"b"}]""")]
    [InlineData("Readings?$orderby=Place/Name desc,Id&$top=1&$select=Site", """[{"Site":"c/d"}]""")]
    [InlineData("Sites?$filter=Readings/any(r:r/Count gt 13 and r/Flag)&$select=Code", "[]")]
    [InlineData("Sites?$filter=Tariffs/any(t:t/Cents lt 26 or t/Cents gt 29)&$select=Code", """[{"Code":"a"},{"Code":"b"}]""")]
    [InlineData("Sites?$filter=Tariffs/all(t:t/Cents lt 30)&$select=Code", """[{"Code":"a"},{"Code":"c/d"}]""")]
    [InlineData("Sites?$filter=not Tariffs/Any(t: t/Cents lt 30)&$select=Code", """[{"Code":"b"},{"Code":"c/d"}]""")]
    [InlineData("Sites?$filter=Tariffs/any()&$select=Code", """[{"Code":"a"},{"Code":"b"}]""")]
    [InlineData("Sites?$filter=Tariffs/$count gt 1&$select=Code", """[{"Code":"a"}]""")]
    [InlineData("Sites?$orderby=Tariffs/$count desc,Code&$select=Code", """[{"Code":"a"},{"Code":"b"},{"Code":"c/d"}]""")]
    [InlineData("Sites?$filter=Readings/any(r:r/Site in ('a','b') and r/Place/Name ne 'Breda')&$select=Code", """[{"Code":"a"}]""")]
    [InlineData("Sites?$filter=Readings/any(r:r/Place/Tariffs/any(t:t/Cents eq 30) and r/Count eq 14)&$select=Code", """[{"Code":"b"}]""")]
    [InlineData("Sites?$filter=Readings/all(r:r/Label ne null)&$select=Code", "[]")]
    [InlineData("Sites?$compute=Tariffs/$count mul 10 as T&$select=Code,T&$top=1", """[{"Code":"a","T":20}]""")]
    public async Task Conditions_reach_rows_of_other_sets(string address, string rows) => await ShouldBeAsync(address, rows);

    [Theory]
    [InlineData("abc", 12)]
    [InlineData("\"ABC DEF\"", 4)]
    [InlineData("ABC OR it", 16)]
    [InlineData("abc NOT def", 8)]
    [InlineData("ABC AND DEF", 4)]
    [InlineData("NOT abc", 48)]
    [InlineData("(abc OR it) NOT def", 12)]
    [InlineData("zürich", 3)]
    [InlineData("\"100%\"", 4)]
    [InlineData("nothing", 0)]
    public async Task A_search_looks_into_every_text(string search, int rows) =>
        (await TextAsync($"Readings/$count?$search={Uri.EscapeDataString(search)}")).ShouldBe($"{rows}");

    [Fact]
    public async Task A_search_does_not_look_into_columns_of_others()
    {
        (await TextAsync("Readings/$count?$search=Person")).ShouldBe("0");
        (await (await host.GetAsync("Readings/$count?$search=Person", TestTokens.Inspection)).Content.ReadAsStringAsync()).ShouldNotBe("0");
    }

    [Theory]
    [InlineData("Readings?$filter=Count eq @c&@c=14&$select=Count&$top=1", """[{"Count":14}]""")]
    [InlineData("Readings?$filter=Site in @s and Count eq @c&@s=[\"a\",\"it's\"]&@c=14&$select=Site", """[{"Site":"a"}]""")]
    [InlineData("Readings?$filter=Site in @s and Count eq 14&@s=('a')&$select=Site", """[{"Site":"a"}]""")]
    [InlineData("Readings?$filter=@cond and Flag&@cond=Count eq 13 or Count eq 14&$select=Count&$top=1", """[{"Count":13}]""")]
    [InlineData("Readings?$filter=Label eq @nothing&$select=Label&$top=1", """[{"Label":null}]""")]
    [InlineData("Sites(@code)?@code='a'&$select=Name", """{"Name":"Alkmaar"}""")]
    [InlineData("Readings?$filter=Label eq '@c'&@c=1&$select=Label", "[]")]
    public async Task Values_are_named_once_and_used_by_name(string address, string rows) => await ShouldBeAsync(address, rows);

    [Theory]
    [InlineData("Readings?$filter=Count eq @c&@c=@d&@d=1", 501)]
    [InlineData("Readings?$filter=Count eq @c&@c=", 400)]
    [InlineData("Readings?$filter=Count eq @c&@c=1&@c=2", 400)]
    [InlineData("Readings?$filter=Count eq 1&@=2", 400)]
    [InlineData("Readings?$filter=Count in @c&@c=[1,", 400)]
    [InlineData("Readings?$compute=Count as Count", 400)]
    [InlineData("Readings?$compute=Count add 1", 400)]
    [InlineData("Readings?$compute=Count add 1 as A,Count as A", 400)]
    [InlineData("Readings?$apply=groupby((Site),aggregate(Count with sum as Site))", 400)]
    [InlineData("Readings?$apply=groupby((Site))&$filter=Count eq 1", 400)]
    [InlineData("Readings?$apply=aggregate(Label with sum as S)", 400)]
    [InlineData("Readings?$apply=groupby((Site),aggregate(Count with sum as S))&$orderby=Flag", 400)]
    [InlineData("Readings?$apply=nonsense(Site)", 400)]
    [InlineData("Readings?$apply=groupby((Site", 400)]
    [InlineData("Readings?$apply=groupby((Nothing))", 400)]
    [InlineData("Readings?$apply=groupby((Id,Site,Day,DayKey,From,To,Length))", 400)]
    [InlineData("Readings?$search=\"open", 400)]
    [InlineData("Readings?$search=AND", 400)]
    [InlineData("Readings?$expand=Nothing", 400)]
    [InlineData("Readings?$expand=Place(", 400)]
    [InlineData("Readings?$expand=Place($top=1)", 400)]
    [InlineData("Readings?$expand=Place($nothing=1)", 400)]
    [InlineData("Readings?$expand=Place($select=Nothing)", 400)]
    [InlineData("Readings?$expand=Place/Readings", 400)]
    [InlineData("Readings?$expand=Place,", 400)]
    [InlineData("Sites?$expand=Readings($expand=Place($expand=Readings))", 400)]
    [InlineData("Sites?$filter=Readings/any(r:r/Place/Readings/any(s:s/Place/Readings/any(t:t/Flag)))", 400)]
    [InlineData("Sites?$filter=Readings/any(r:r/Nothing eq 1)", 400)]
    [InlineData("Sites?$filter=Readings eq 1", 400)]
    [InlineData("Sites?$filter=Code/any(r:r eq 'a')", 400)]
    [InlineData("Sites?$filter=length(tolower(tolower(tolower(tolower(tolower(tolower(tolower(tolower(Name))))))))) eq 1", 400)]
    public async Task What_is_wrong_is_said(string address, int status)
    {
        using var response = await host.GetAsync(address);
        ((int)response.StatusCode).ShouldBe(status, await response.Content.ReadAsStringAsync());
        (await Answer.ErrorAsync(response)).Message.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("Sites('a')/Name", """{"value":"Alkmaar"}""")]
    [InlineData("Sites('a')/Readings?$top=1&$select=Count&$orderby=Count desc", """[{"Count":14}]""")]
    [InlineData("Readings(00000001-0000-0000-ab00-000000000001)/Place?$select=Name", """{"Name":"Breda"}""")]
    [InlineData("Readings(00000001-0000-0000-ab00-000000000001)/Place/Tariffs?$select=Cents", """[{"Cents":30}]""")]
    [InlineData("Readings(00000001-0000-0000-ab00-000000000001)/Place/Name", """{"value":"Breda"}""")]
    [InlineData("Sites('a')/Tariffs(Site='a',Kind='day',From=2026-01-01T00:00:00Z)?$select=Cents", """{"Cents":25}""")]
    [InlineData("Sites('c%2Fd')/Tariffs", "[]")]
    public async Task An_address_leads_on_from_a_row(string address, string rows) => await ShouldBeAsync(address, rows);

    [Theory]
    [InlineData("Sites('a')/Name/$value", 200, "Alkmaar")]
    [InlineData("Sites('b')/Opens/$value", 200, "00:00:00.1234567")]
    [InlineData("Readings(00000001-0000-0000-ab00-000000000001)/From/$value", 200, "2026-03-28T23:46:10Z")]
    [InlineData("Readings(00000001-0000-0000-ab00-000000000001)/Flag/$value", 200, "false")]
    [InlineData("Readings(00000000-0000-0000-ab00-000000000000)/Label/$value", 204, "")]
    [InlineData("Readings(00000000-0000-0000-ab00-000000000000)/Label", 204, "")]
    [InlineData("Sites('a')/Readings/$count", 200, "20")]
    [InlineData("Sites('a')/Readings/$count?$filter=Count gt 12", 200, "2")]
    [InlineData("Sites('c%2Fd')/Tariffs/$count", 200, "0")]
    public async Task A_value_is_given_as_text(string address, int status, string text)
    {
        using var response = await host.GetAsync(address);
        ((int)response.StatusCode).ShouldBe(status);
        var given = await response.Content.ReadAsStringAsync();
        // PostgreSQL keeps microseconds of a time of day, SQLite tenths of them.
        given.ShouldBe(ReportingHost.UsePostgres ? text.Replace("1234567", "123456", StringComparison.Ordinal) : text);
    }

    [Theory]
    [InlineData("Sites('zz')/Name")]
    [InlineData("Sites('zz')/Name/$value")]
    [InlineData("Sites('zz')/Readings")]
    [InlineData("Sites('zz')/Readings/$count")]
    [InlineData("Sites('b')/Tariffs(Site='a',Kind='day',From=2026-01-01T00:00:00Z)")]
    [InlineData("Readings(00000000-0000-0000-0000-000000000001)/Place")]
    [InlineData("Sites('a')/Nothing")]
    public async Task An_address_that_leads_nowhere_is_not_found(string address) => (await host.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task A_sum_that_is_too_large_is_refused() =>
        (await host.GetAsync("Readings?$apply=aggregate(2147483647 mul -90000000000 with sum as S)")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("Sites('a')/Name?$select=Name")]
    [InlineData("Sites('a')/Name?$filter=true")]
    [InlineData("Sites('a')?$top=1")]
    [InlineData("Sites('a')?$search=x")]
    public async Task Options_that_mean_nothing_for_an_address_are_refused(string address) => (await host.GetAsync(address)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Nulls_are_left_out_for_a_client_that_prefers_it()
    {
        using var client = host.Client();
        client.DefaultRequestHeaders.Add("Prefer", "omit-values=nulls");
        using var response = await client.GetAsync(new Uri($"{host.Root}Readings?$top=2&$select=Count,To,Label&$expand=Place($select=Name)"));
        response.Headers.GetValues("Preference-Applied").ShouldBe(["omit-values=nulls"]);
        (await RowsOf(response)).ShouldBe("""[{"Count":-5,"Place":{"Name":"Alkmaar"}},{"To":"2026-03-28T23:48:09Z","Count":2,"Label":"","Place":{"Name":"Breda"}}]""");
    }

    private async Task ShouldBeAsync(string address, string rows)
    {
        using var response = await host.GetAsync(address);
        ((int)response.StatusCode).ShouldBe(200, await response.Content.ReadAsStringAsync());
        (await RowsOf(response)).ShouldBe(rows);
    }

    private async Task<string> TextAsync(string address) => await (await host.GetAsync(address)).Content.ReadAsStringAsync();

    /// <summary>The rows of an answer, without the types of what the request gave a name.</summary>
    private static async Task<string> RowsOf(HttpResponseMessage response)
    {
        var text = System.Text.RegularExpressions.Regex.Replace(await response.Content.ReadAsStringAsync(), "\n|\"[^\"]*@odata.type\":\"[^\"]*\",", "");
        var json = System.Text.Json.JsonDocument.Parse(text).RootElement;
        if (json.TryGetProperty("value", out var value) && value.ValueKind == System.Text.Json.JsonValueKind.Array)
            return value.GetRawText();
        var end = json.GetProperty("@odata.context").GetRawText().Length + "\"@odata.context\":".Length + 2;
        return "{" + text[end..];
    }
}

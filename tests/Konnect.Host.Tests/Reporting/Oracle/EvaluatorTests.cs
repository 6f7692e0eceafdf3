namespace Konnect.Host.Tests.Reporting.Oracle;

/// <summary>The evaluator is judged by answers that were worked out by hand: what judges the feed must not be wrong itself.</summary>
public sealed class EvaluatorTests
{
    private static readonly Literal Null = new(Kind.Int, null);
    private static readonly Literal Unknown = new(Kind.Bool, null);
    private static readonly Literal True = new(Kind.Bool, true);
    private static readonly Literal False = new(Kind.Bool, false);

    [Fact]
    public void Logic_has_three_values()
    {
        Of("and", Unknown, False).ShouldBe(false);
        Of("and", Unknown, True).ShouldBeNull();
        Of("or", Unknown, True).ShouldBe(true);
        Of("or", Unknown, False).ShouldBeNull();
        Evaluation.Of(new Prefix("not", Unknown), Nowhere).ShouldBeNull();
    }

    [Fact]
    public void Comparison_with_null_is_true_or_false()
    {
        Of("eq", Null, Null).ShouldBe(true);
        Of("ne", Number(1), Null).ShouldBe(true);
        Of("gt", Number(1), Null).ShouldBe(false);
        Of("ge", Null, Null).ShouldBe(true);
        Of("lt", Null, Number(1)).ShouldBe(false);
    }

    [Fact]
    public void Whole_numbers_are_divided_towards_zero_and_nothing_by_zero()
    {
        Of("div", Number(-7), Number(2)).ShouldBe(-3L);
        Of("mod", Number(-7), Number(2)).ShouldBe(-1L);
        Of("div", Number(-7), new Literal(Kind.Double, 2.0)).ShouldBe(-3.5);
        Of("div", Number(7), Number(0)).ShouldBeNull();
        Of("add", Number(7), Null).ShouldBeNull();
    }

    [Fact]
    public void Text_is_measured_in_code_points()
    {
        Call(Kind.Int, "length", "😀 ok").ShouldBe(4L);
        Call(Kind.Int, "indexof", "😀 ok", "ok").ShouldBe(2L);
        Call(Kind.Int, "indexof", "abc", "x").ShouldBe(-1L);
        Evaluation.Of(new Call(Kind.Text, "substring", [new Literal(Kind.Text, "😀 ok"), Number(1), Number(2)]), Nowhere).ShouldBe(" o");
        Of("gt", new Literal(Kind.Text, "😀"), new Literal(Kind.Text, "\uffee")).ShouldBe(true);
    }

    [Fact]
    public void An_aggregate_of_nothing_is_one_row()
    {
        Answer(new() { Apply = [new FilterStep(False), new GroupStep([], [new(Cents, "sum", "S"), new(Cents, "countdistinct", "D"), new(null, "$count", "C")])] })
            .Groups.ShouldHaveSingleItem().ShouldBe(["{C: 0, D: 0, S: null}"]);
        Answer(new() { Apply = [new FilterStep(False), new GroupStep([new("Site", Kind.Text)], [new(null, "$count", "C")])] }).Length.ShouldBe(0);
    }

    [Fact]
    public void Groups_are_made_by_values_null_among_them_and_by_paths()
    {
        Answer(new() { Apply = [new GroupStep([new("EndDate", Kind.Date)], [new(Cents, "sum", "S"), new(Cents, "average", "A"), new(null, "$count", "C")])] })
            .Groups!.Single().Order(StringComparer.Ordinal).ShouldBe(["{A: 25, C: 1, EndDate: \"2026-06-30\", S: 25}", "{A: 28.5, C: 2, EndDate: null, S: 57}"]);
        Answer(new() { Apply = [new GroupStep([new("Place/Name", Kind.Text)], [new(Cents, "max", "M")]), new FilterStep(new Infix(Kind.Bool, "gt", new Field(Kind.Int, "M"), Number(27)))] })
            .Groups!.Single().ShouldBe(["{M: 30, Place: {Name: \"Breda\"}}"]);
    }

    [Fact]
    public void Rows_are_sorted_with_null_first_and_cut_after_sorting()
    {
        var query = new Options { OrderBy = [new(new Field(Kind.Date, "EndDate"), false)], Select = ["Cents"], Top = 1, Count = true };
        var expected = Answer(query);
        expected.Count.ShouldBe(3);
        expected.Fault(["{Cents: 27}"]).ShouldBeNull();
        expected.Fault(["{Cents: 30}"]).ShouldBeNull("both have no end");
        expected.Fault(["{Cents: 25}"]).ShouldNotBeNull();
        expected.Fault([]).ShouldNotBeNull();
        Answer(query with { OrderBy = [new(new Field(Kind.Date, "EndDate"), true)] }).Fault(["{Cents: 25}"]).ShouldBeNull();
    }

    [Fact]
    public void Navigations_lead_to_rows()
    {
        var dear = new Infix(Kind.Bool, "gt", new Field(Kind.Int, "Cents", "x"), Number(26));
        Sites(new() { Filter = new Quantifier(false, "Tariffs", "x", dear), Select = ["Code"] }).ShouldBe(["{Code: \"a\"}", "{Code: \"b\"}"]);
        Sites(new() { Filter = new Quantifier(true, "Tariffs", "x", dear), Select = ["Code"] }).ShouldBe(["{Code: \"b\"}", "{Code: \"c/d\"}"]);
        Sites(new() { Filter = new Infix(Kind.Bool, "eq", new Size("Tariffs"), Number(2)), Select = ["Code"], Expand = [new("Tariffs", true, new() { Select = ["Cents"], Count = true, Top = 1, OrderBy = [new(Cents, true)] })] })
            .ShouldBe(["{Code: \"a\", Tariffs: [{Cents: 27}], Tariffs@odata.count: 2}"]);
        Answer(new() { Filter = new Infix(Kind.Bool, "eq", new Field(Kind.Text, "Place/Name"), new Literal(Kind.Text, "Breda")), Select = ["Cents"], Expand = [new("Place", false, new() { Select = ["Code"] })] })
            .Groups!.Single().ShouldBe(["{Cents: 30, Place: {Code: \"b\"}}"]);
    }

    [Fact]
    public void Search_looks_into_every_text()
    {
        Sites(new() { Search = new Term("alkmaar", false), Select = ["Code"] }).ShouldBe(["{Code: \"a\"}"]);
        Sites(new() { Search = new Found(true, true, new Term("c", false), new Lacks(new Term("a", false))), Select = ["Code"] }).ShouldBeEmpty();
        Sites(new() { Search = new Found(false, true, new Term("/", true), new Term("BREDA", false)), Select = ["Code"] }).ShouldBe(["{Code: \"b\"}", "{Code: \"c/d\"}"]);
    }

    private static Field Cents => new(Kind.Int, "Cents");

    private static Scope Nowhere => new(Specimen.Sites.Rows[0]);

    private static Literal Number(long value) => new(Kind.Int, value);

    private static object? Of(string operation, Expr left, Expr right) => Evaluation.Of(new Infix(Kind.Bool, operation, left, right), Nowhere);

    private static object? Call(Kind kind, string function, params string[] texts) => Evaluation.Of(new Call(kind, function, [.. texts.Select(t => new Literal(Kind.Text, t))]), Nowhere);

    private static Expectation Answer(Options options) => Oracle.Answer(new("Tariffs", Shape.Rows, null, null, options));

    private static string[] Sites(Options options) => [.. Oracle.Answer(new("Sites", Shape.Rows, null, null, options)).Groups!.SelectMany(g => g).Order(StringComparer.Ordinal)];
}

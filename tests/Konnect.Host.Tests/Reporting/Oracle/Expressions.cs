namespace Konnect.Host.Tests.Reporting.Oracle;

/// <summary>An expression with a kind; the parts make it possible to take any expression apart and put it together smaller.</summary>
internal abstract record Expr(Kind Kind)
{
    /// <summary>The expressions it is made of.</summary>
    public virtual IReadOnlyList<Expr> Parts => [];

    /// <summary>The same expression made of other parts.</summary>
    public virtual Expr With(IReadOnlyList<Expr> parts) => this;

    /// <summary>The expression and all below it.</summary>
    public IEnumerable<Expr> All() => Parts.SelectMany(p => p.All()).Prepend(this);
}

/// <summary>A value, or null of a kind.</summary>
internal sealed record Literal(Kind Kind, object? Value) : Expr(Kind);

/// <summary>A value that stands in an option of its own, <c>@name=value</c>.</summary>
internal sealed record Alias(string Name, Literal Value) : Expr(Value.Kind);

/// <summary>A column or a path to one, of the row itself or of the variable of an <c>any</c> or <c>all</c>.</summary>
internal sealed record Field(Kind Kind, string Path, string? Of = null) : Expr(Kind);

/// <summary><c>not</c> or a minus.</summary>
internal sealed record Prefix(string Operator, Expr Operand) : Expr(Operand.Kind)
{
    public override IReadOnlyList<Expr> Parts => [Operand];

    public override Expr With(IReadOnlyList<Expr> parts) => this with { Operand = parts[0] };
}

/// <summary>Two expressions with an operator between.</summary>
internal sealed record Infix(Kind Kind, string Operator, Expr Left, Expr Right) : Expr(Kind)
{
    public override IReadOnlyList<Expr> Parts => [Left, Right];

    public override Expr With(IReadOnlyList<Expr> parts) => this with { Left = parts[0], Right = parts[1] };
}

/// <summary><c>x in (a,b)</c>.</summary>
internal sealed record OneOf(Expr Left, IReadOnlyList<Literal> Values) : Expr(Kind.Bool)
{
    public override IReadOnlyList<Expr> Parts => [Left];

    public override Expr With(IReadOnlyList<Expr> parts) => this with { Left = parts[0] };
}

/// <summary>A call of a function.</summary>
internal sealed record Call(Kind Kind, string Function, IReadOnlyList<Expr> Arguments) : Expr(Kind)
{
    public override IReadOnlyList<Expr> Parts => Arguments;

    public override Expr With(IReadOnlyList<Expr> parts) => this with { Arguments = parts };
}

/// <summary><c>cast(x,Edm.Type)</c>.</summary>
internal sealed record Cast(Kind Kind, string Type, Expr Operand) : Expr(Kind)
{
    public override IReadOnlyList<Expr> Parts => [Operand];

    public override Expr With(IReadOnlyList<Expr> parts) => this with { Operand = parts[0] };
}

/// <summary><c>Collection/any(x:condition)</c> or <c>all</c>.</summary>
internal sealed record Quantifier(bool ForAll, string Collection, string Variable, Expr? Condition) : Expr(Kind.Bool)
{
    public override IReadOnlyList<Expr> Parts => Condition is null ? [] : [Condition];

    public override Expr With(IReadOnlyList<Expr> parts) => this with { Condition = parts.Count == 0 ? null : parts[0] };
}

/// <summary><c>Collection/$count</c>.</summary>
internal sealed record Size(string Collection) : Expr(Kind.Int);

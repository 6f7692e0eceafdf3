using System.Numerics;
using System.Text;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>
/// One linear pass over an expression of any query option, outside quotes. It measures what would make the recursive parser deep, writes keywords
/// and function names in lower case, spells out <c>x in (a, b)</c> as <c>(x eq a or x eq b)</c>, which the parser reads without the faults of its lists,
/// and puts parentheses into long chains of <c>and</c> and <c>or</c>, so that three hundred conditions are nine levels deep and not three hundred.
/// </summary>
internal sealed class ExpressionScan
{
    /// <summary>Chains up to this length stay as they were written.</summary>
    private const int ShortChain = 8;

    private static readonly HashSet<string> Operators = new(StringComparer.OrdinalIgnoreCase) { "eq", "ne", "gt", "ge", "lt", "le", "add", "sub", "mul", "div", "mod" };

    private static readonly HashSet<string> OperatorsUnknownToParser = new(StringComparer.OrdinalIgnoreCase) { "divby", "has" };

    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "contains", "startswith", "endswith", "length", "indexof", "substring", "tolower", "toupper", "trim", "concat", "year", "month", "day", "hour",
        "minute", "second", "fractionalseconds", "date", "time", "totaloffsetminutes", "totalseconds", "now", "mindatetime", "maxdatetime", "round",
        "floor", "ceiling", "cast", "isof",
    };

    /// <summary>Words of transformations: they stand before parentheses, or after an operand.</summary>
    private static readonly HashSet<string> Transformations = new(StringComparer.OrdinalIgnoreCase) { "filter", "groupby", "aggregate", "compute", "with", "as", "from" };

    private static readonly HashSet<string> FunctionsUnknownToParser = new(StringComparer.OrdinalIgnoreCase) { "matchespattern", "case", "hassubset", "hassubsequence" };

    private static readonly System.Buffers.SearchValues<char> NameCharacters = System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private readonly string text;
    private readonly StringBuilder output;

    /// <summary>The levels of parentheses that are open; the lowest is the expression itself.</summary>
    private readonly Stack<Level> levels = new([new Level(0, 0, 0, false)]);

    private int at;
    private int nodes;
    private int prefixes;

    /// <summary>Where the operand that was read last begins in the output.</summary>
    private int operand;

    /// <summary>The operator or connecting word that was read last.</summary>
    private string connecting = "";

    /// <summary>True after an operand, where an operator may follow; false where an operand is expected.</summary>
    private bool afterOperand;

    private ExpressionScan(string text) => (this.text, output) = (text, new(text.Length + 16));

    /// <summary>The expression in the form the parser reads rightly.</summary>
    /// <exception cref="ReportingRefusal">Too deep, too many parts, an open quote, or an operator that is not offered.</exception>
    public static string Rewrite(string text) => new ExpressionScan(text).Run();

    private string Run()
    {
        while (at < text.Length)
        {
            switch (text[at])
            {
                case var c when char.IsWhiteSpace(c):
                    at++;
                    output.Append(' ');
                    break;
                case '(':
                    Open();
                    break;
                case ')':
                    Close();
                    break;
                case ',':
                    at++;
                    EndOfExpression();
                    output.Append(',');
                    levels.Peek().Restart(output.Length);
                    afterOperand = false;
                    break;
                case '-' when !afterOperand && !IsPartOfNumber(text.AsSpan(at + 1)):
                    at++;
                    output.Append('-');
                    Prefix();
                    break;
                default:
                    Word();
                    break;
            }
        }

        EndOfExpression();
        return output.ToString();
    }

    /// <summary>True when a minus belongs to what follows: to digits, or to the infinite number.</summary>
    private static bool IsPartOfNumber(ReadOnlySpan<char> following) => following is [>= '0' and <= '9', ..] or ['I', 'N', 'F', ..];

    private void Open()
    {
        at++;
        var start = afterOperand ? operand : output.Length;
        output.Append('(');
        var called = afterOperand ? output.ToString(start, output.Length - start - 1) : "";
        levels.Push(new(start, output.Length, prefixes, afterOperand)
        {
            Functions = levels.Peek().Functions + (Functions.Contains(called) ? 1 : 0),
            Lambdas = levels.Peek().Lambdas + (IsLambda(called) ? 1 : 0),
        });
        if (levels.Count > ReportingLimits.Nesting + 1)
            throw ReportingRefusal.TooComplex($"Parentheses may be nested {ReportingLimits.Nesting} deep.");
        if (levels.Peek().Functions > ReportingLimits.Functions)
            throw ReportingRefusal.TooComplex($"Functions may be nested {ReportingLimits.Functions} deep.");
        if (levels.Peek().Lambdas > ReportingLimits.Lambdas)
            throw ReportingRefusal.TooComplex($"'any' and 'all' may be nested {ReportingLimits.Lambdas} deep.");
        afterOperand = false;
    }

    private void Close()
    {
        at++;
        EndOfExpression();
        output.Append(')');
        if (levels.Count == 1)
            throw ReportingRefusal.Malformed("A parenthesis is closed that was not opened.");
        var closed = levels.Pop();
        operand = closed.Start;
        // A call takes the place of the name before it.
        EndOfOperand(closed.Deepest + 1, again: closed.IsCall);
    }

    private static bool IsLambda(string called) => called.EndsWith("/any", StringComparison.Ordinal) || called.EndsWith("/all", StringComparison.Ordinal);

    private void Word()
    {
        var start = at;
        var word = Literal();
        if (!afterOperand && levels.Peek().IsCall && LengthOfVariable(word) is > 0 and var variable)
        {
            // The variable of a lambda is no operand: the condition begins behind its colon.
            at = start + variable;
            output.Append(word, 0, variable);
            levels.Peek().Restart(output.Length);
            return;
        }

        Count();
        if (afterOperand)
            Operator(word);
        else if (word.Equals("not", StringComparison.OrdinalIgnoreCase))
        {
            output.Append("not");
            Prefix();
        }
        else
        {
            operand = output.Length;
            output.Append(Operand(word));
            EndOfOperand(1);
        }
    }

    /// <summary>Characters of <c>x:</c> at the start of a word, or 0.</summary>
    private static int LengthOfVariable(string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && char.IsLetter(word[0]) && word.AsSpan(0, colon).IndexOfAnyExcept(NameCharacters) < 0 ? colon + 1 : 0;
    }

    private void Operator(string word)
    {
        var lower = word.ToLowerInvariant();
        var after = connecting;
        connecting = lower;
        switch (lower)
        {
            case "in":
                SpellOutList();
                break;
            case "and" or "or":
                levels.Peek().Connect(output.Length, lower == "or");
                output.Append(lower);
                afterOperand = false;
                break;
            case "asc" or "desc":
                EndOfExpression();
                output.Append(lower);
                break;
            case var _ when OperatorsUnknownToParser.Contains(word):
                throw ReportingRefusal.NotSupported($"The operator '{word}' is not supported.");
            default:
                output.Append(Operators.Contains(word) || after == "with" || (after != "as" && Transformations.Contains(word)) ? lower : word);
                afterOperand = !Operators.Contains(word);
                break;
        }
    }

    private string Operand(string word)
    {
        if (at < text.Length && text[at] == '(')
        {
            if (FunctionsUnknownToParser.Contains(word))
                throw ReportingRefusal.NotSupported($"The function '{word}' is not supported.");
            return Functions.Contains(word) || Transformations.Contains(word) ? word.ToLowerInvariant()
                : IsLambda(word.ToLowerInvariant()) ? word[..^3] + word[^3..].ToLowerInvariant()
                : word;
        }

        return word.ToLowerInvariant() is "true" or "false" or "null" ? word.ToLowerInvariant() : word;
    }

    private void SpellOutList()
    {
        SkipSpace();
        if (at >= text.Length || text[at] != '(')
            throw ReportingRefusal.NotSupported("'in' is supported with a list of values in parentheses.");
        var items = new List<string>();
        do
        {
            at++;
            SkipSpace();
            items.Add(Operand(Literal()));
            Count();
            SkipSpace();
        }
        while (at < text.Length && text[at] == ',');
        if (at >= text.Length || text[at] != ')' || items.Exists(i => i.Length == 0 || i.StartsWith("--", StringComparison.Ordinal)))
            throw ReportingRefusal.Malformed("The list of 'in' holds values only, separated by commas.");
        at++;
        if (items.Count > ReportingLimits.ListItems)
            throw ReportingRefusal.TooComplex($"The list of 'in' may hold {ReportingLimits.ListItems} values.");
        var left = output.ToString(operand, output.Length - operand).TrimEnd();
        if (left.Length * items.Count > ReportingLimits.Text * 8)
            throw ReportingRefusal.TooComplex("The list of 'in' is too long for the expression before it.");
        output.Length = operand;
        AppendBalanced([.. items.Select(i => $"{left} eq {i}")], " or ");
        levels.Peek().Deepen(1 + DepthOfBalanced(items.Count));
        EndOfOperand(0, again: true);
    }

    /// <summary>Ends an expression (the whole, an argument, what is in parentheses, a sort key): a long chain in it is put into parentheses by halves.</summary>
    private void EndOfExpression()
    {
        var level = levels.Peek();
        var connectives = level.End();
        if (level.Deepest > ReportingLimits.Depth)
            throw ReportingRefusal.TooComplex($"An expression may be {ReportingLimits.Depth} levels deep.");
        if (connectives.Count <= ShortChain)
            return;
        var alternatives = new List<string>();
        var conditions = new List<string>();
        var from = level.TextStart;
        foreach (var (position, isOr) in connectives.Append((output.Length, true)))
        {
            conditions.Add(output.ToString(from, position - from).Trim());
            from = position + (isOr ? 2 : 3);
            if (!isOr)
                continue;
            alternatives.Add(Balanced(conditions, " and "));
            conditions.Clear();
        }

        output.Length = level.TextStart;
        AppendBalanced(alternatives, " or ");
        output.Append(' ');
    }

    private static string Balanced(List<string> conditions, string connective)
    {
        var halves = new StringBuilder();
        AppendBalanced(halves, conditions, connective, 0, conditions.Count);
        return halves.ToString();
    }

    private void AppendBalanced(List<string> conditions, string connective) => AppendBalanced(output, conditions, connective, 0, conditions.Count);

    private static void AppendBalanced(StringBuilder output, List<string> conditions, string connective, int from, int to)
    {
        output.Append('(');
        if (to - from == 1)
            output.Append(conditions[from]);
        else
        {
            AppendBalanced(output, conditions, connective, from, (from + to) / 2);
            output.Append(connective);
            AppendBalanced(output, conditions, connective, (from + to) / 2, to);
        }

        output.Append(')');
    }

    private static int DepthOfBalanced(int count) => BitOperations.Log2((uint)count) + 1;

    /// <summary>A name, path, number, date, quoted text or typed literal: everything up to a space, parenthesis or comma outside quotes.</summary>
    private string Literal()
    {
        var start = at;
        var steps = 0;
        for (; at < text.Length && text[at] is not ('(' or ')' or ',') && !char.IsWhiteSpace(text[at]); at++)
        {
            switch (text[at])
            {
                case '\'':
                    at = text.IndexOf('\'', at + 1);
                    if (at < 0)
                        throw ReportingRefusal.Malformed("A quoted text is not closed.");
                    break;
                case '/' when ++steps > ReportingLimits.Nesting:
                    throw ReportingRefusal.TooComplex($"A path may have {ReportingLimits.Nesting} steps.");
                case '[' or '{':
                    throw ReportingRefusal.NotSupported("Values of collections and objects are not supported.");
            }
        }

        return text[start..at];
    }

    private void SkipSpace()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }

    private void Prefix()
    {
        if (++prefixes > ReportingLimits.Prefixes)
            throw ReportingRefusal.TooComplex($"Prefix operators may be chained {ReportingLimits.Prefixes} times.");
    }

    private void EndOfOperand(int depth, bool again = false)
    {
        var level = levels.Peek();
        level.Operand(depth + prefixes - level.Prefixes, again);
        prefixes = level.Prefixes;
        afterOperand = true;
    }

    private void Count()
    {
        if (++nodes > ReportingLimits.Nodes)
            throw ReportingRefusal.TooComplex($"An expression may have {ReportingLimits.Nodes} parts.");
    }

    /// <summary>One open level of parentheses: how deep its expression is, as an upper bound, and where it is connected.</summary>
    /// <param name="start">Where the operand that the level is part of begins in the output.</param>
    /// <param name="textStart">Where its own text begins.</param>
    /// <param name="prefixes">Prefix operators that stand before it, in all enclosing levels.</param>
    /// <param name="isCall">True for the arguments of a function.</param>
    private sealed class Level(int start, int textStart, int prefixes, bool isCall)
    {
        private readonly List<(int Position, bool IsOr)> connectives = [];
        private int condition;
        private int expression;

        public int Start { get; } = start;

        public int TextStart { get; private set; } = textStart;

        public int Prefixes { get; } = prefixes;

        public bool IsCall { get; } = isCall;

        /// <summary>Functions that are open around and with it.</summary>
        public int Functions { get; init; }

        /// <summary><c>any</c> and <c>all</c> that are open around and with it.</summary>
        public int Lambdas { get; init; }

        public int Deepest { get; private set; }

        /// <summary>Another operand: on the right of all that stands before it in the condition, or in the place of the one before it.</summary>
        public void Operand(int depth, bool again) => condition = condition == 0 ? depth : Math.Max(condition, again ? depth + 1 : depth) + (again ? 0 : 1);

        public void Deepen(int levels) => condition += levels;

        public void Connect(int position, bool isOr)
        {
            connectives.Add((position, isOr));
            expression = Math.Max(expression, condition);
            condition = 0;
        }

        public IReadOnlyList<(int Position, bool IsOr)> End()
        {
            var chain = connectives.Count > ShortChain ? 2 * DepthOfBalanced(connectives.Count) : connectives.Count;
            Deepest = Math.Max(Deepest, Math.Max(expression, condition) + chain);
            (expression, condition) = (0, 0);
            List<(int, bool)> ended = [.. connectives];
            connectives.Clear();
            return ended;
        }

        public void Restart(int position) => TextStart = position;
    }
}

using System.Text;

namespace Konnect.BuildingBlocks.Infrastructure.Reporting;

/// <summary>
/// One linear pass over a <c>$filter</c> or <c>$orderby</c>, outside quotes. It measures what would make the recursive parser deep, writes keywords
/// and function names in lower case, and spells out <c>x in (a, b)</c> as <c>(x eq a or x eq b)</c>, which the parser reads without the faults of its lists.
/// </summary>
internal sealed class ExpressionScan
{
    private static readonly HashSet<string> Operators = new(StringComparer.OrdinalIgnoreCase)
    {
        "and", "or", "eq", "ne", "gt", "ge", "lt", "le", "add", "sub", "mul", "div", "mod",
    };

    private static readonly HashSet<string> UnknownToParser = new(StringComparer.OrdinalIgnoreCase) { "divby", "has" };

    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "contains", "startswith", "endswith", "length", "indexof", "substring", "tolower", "toupper", "trim", "concat", "year", "month", "day", "hour",
        "minute", "second", "fractionalseconds", "date", "time", "totaloffsetminutes", "totalseconds", "now", "mindatetime", "maxdatetime", "round",
        "floor", "ceiling", "cast", "isof",
    };

    private static readonly HashSet<string> FunctionsUnknownToParser = new(StringComparer.OrdinalIgnoreCase)
    {
        "matchespattern", "case", "hassubset", "hassubsequence",
    };

    private readonly string text;
    private readonly StringBuilder output;

    /// <summary>For each open parenthesis: where its operand begins in the output, and how many prefix operators stand before it.</summary>
    private readonly Stack<(int Start, int Prefixes)> open = new();

    private int at;
    private int nodes;
    private int prefixes;

    /// <summary>Where the operand that was read last begins in the output.</summary>
    private int operand;

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
                    output.Append(',');
                    afterOperand = false;
                    break;
                case '-' when !afterOperand && !(at + 1 < text.Length && (char.IsAsciiDigit(text[at + 1]) || text[at + 1] == 'I')):
                    at++;
                    output.Append('-');
                    Prefix();
                    break;
                default:
                    Word();
                    break;
            }
        }

        return output.ToString();
    }

    private void Open()
    {
        at++;
        open.Push((afterOperand ? operand : output.Length, prefixes));
        if (open.Count > ReportingLimits.Nesting)
            throw ReportingRefusal.TooComplex($"Parentheses may be nested {ReportingLimits.Nesting} deep.");
        output.Append('(');
        afterOperand = false;
    }

    private void Close()
    {
        at++;
        output.Append(')');
        if (open.TryPop(out var opened))
            operand = opened.Start;
        EndOperand();
    }

    private void Word()
    {
        var word = Literal();
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
            EndOperand();
        }
    }

    private void Operator(string word)
    {
        if (word.Equals("in", StringComparison.OrdinalIgnoreCase))
        {
            SpellOutList();
            return;
        }

        if (UnknownToParser.Contains(word))
            throw ReportingRefusal.NotSupported($"The operator '{word}' is not supported.");
        var isOperator = Operators.Contains(word);
        output.Append(isOperator || word.Equals("asc", StringComparison.OrdinalIgnoreCase) || word.Equals("desc", StringComparison.OrdinalIgnoreCase) ? word.ToLowerInvariant() : word);
        afterOperand = !isOperator;
    }

    private string Operand(string word)
    {
        if (at < text.Length && text[at] == '(')
        {
            if (FunctionsUnknownToParser.Contains(word))
                throw ReportingRefusal.NotSupported($"The function '{word}' is not supported.");
            return Functions.Contains(word) ? word.ToLowerInvariant() : word;
        }

        return word.ToLowerInvariant() is "true" or "false" or "null" ? word.ToLowerInvariant() : word;
    }

    /// <summary>Replaces <c>x in (a, b, c)</c> by a balanced tree of comparisons, so that five hundred values are nine levels and not five hundred.</summary>
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
            items.Add(Literal());
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
        SpellOut(left, items, 0, items.Count);
        EndOperand();
    }

    private void SpellOut(string left, List<string> items, int from, int to)
    {
        output.Append('(');
        if (to - from == 1)
            output.Append(left).Append(" eq ").Append(items[from]);
        else
        {
            var middle = (from + to) / 2;
            SpellOut(left, items, from, middle);
            output.Append(" or ");
            SpellOut(left, items, middle, to);
        }

        output.Append(')');
    }

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

    private void EndOperand()
    {
        prefixes = open.TryPeek(out var enclosing) ? enclosing.Prefixes : 0;
        afterOperand = true;
    }

    private void Count()
    {
        if (++nodes > ReportingLimits.Nodes)
            throw ReportingRefusal.TooComplex($"An expression may have {ReportingLimits.Nodes} parts.");
    }
}

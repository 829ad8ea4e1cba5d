using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Reads a filter: groups, <c>and</c>, <c>or</c>, <c>not</c>, comparisons; calls are <see cref="FilterCalls"/>'.</summary>
internal sealed class FilterParser
{
    private readonly FilterRules _rules;
    private readonly FilterCalls _calls;
    private int _terms;
    private int _depth;

    public FilterParser(FilterTokens tokens, ValueShape root, FilterRules rules)
    {
        Tokens = tokens;
        _rules = rules;
        _calls = new FilterCalls(this);
        Scope = new FilterAttribute(DocumentPath.Root, root, "");
    }

    public FilterTokens Tokens { get; }

    /// <summary>Where names start: the document, or the element asked about.</summary>
    public FilterAttribute Scope { get; private set; }

    public Condition Parse()
    {
        var condition = Or();
        return Tokens.Kind == FilterTokenKind.End ? condition : throw Tokens.Unexpected("'and', 'or' or the end");
    }

    /// <summary>A condition whose names start at the element.</summary>
    public Condition ParseElement(FilterAttribute list, ValueShape element)
    {
        var outer = Scope;
        Scope = new FilterAttribute(DocumentPath.Root, element, list.Shown + "[].");
        var condition = Deeper(Or);
        Scope = outer;
        return condition;
    }

    public void CountTerm()
    {
        if (++_terms > _rules.Terms)
        {
            throw new FilterException($"The filter has more than {_rules.Terms} comparisons.", Tokens.Position);
        }
    }

    /// <summary>An attribute by name; a list asked about by its elements needs only some of what is in them to be allowed.</summary>
    /// <exception cref="FilterException">There is no such attribute, or it may not be asked for.</exception>
    public FilterAttribute Attribute(bool forElements = false)
    {
        var position = Tokens.Position;
        if (Tokens.Kind is not (FilterTokenKind.Name or FilterTokenKind.QuotedName))
        {
            throw Tokens.Unexpected("an attribute's name");
        }

        // 'it' is the element itself, unless it has an attribute of that name.
        var isElement = Tokens.Kind == FilterTokenKind.Name && Tokens.Value == "it" && Scope.Shown.Length > 0 && Scope.Member("it") is null;
        var attribute = isElement ? Scope with { Shown = "it" } : Scope.Member(Tokens.Value) ?? throw Unknown(position, Tokens.Value);
        var whole = Scope.Shown + (isElement ? "" : Tokens.Value);
        Tokens.Next();
        while (Tokens.Is(".") || Tokens.Is("["))
        {
            attribute = Step(attribute, position, ref whole);
        }

        return IsAllowed(whole, forElements) ? attribute : throw new FilterException($"'{attribute.Shown}' may not be asked for. Allowed are {string.Join(", ", _rules.Attributes!)}.", position);
    }

    /// <summary>A value as written; null for the word null.</summary>
    public JsonNode? Value(out int position)
    {
        position = Tokens.Position;
        var value = (Tokens.Kind, Tokens.Value) switch
        {
            (FilterTokenKind.Text, var text) => JsonValue.Create(text),
            (FilterTokenKind.Number, var text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
                ? number == Math.Truncate(number) && Math.Abs(number) <= 1L << 53 ? JsonValue.Create((long)number) : JsonValue.Create(number)
                : throw new FilterException($"'{text}' is no number.", position),
            (FilterTokenKind.Name, "true") => JsonValue.Create(true),
            (FilterTokenKind.Name, "false") => JsonValue.Create(false),
            (FilterTokenKind.Name, "null") => null,
            _ => throw Tokens.Unexpected("a value"),
        };
        Tokens.Next();
        return value;
    }

    private Condition Or() => Joined("or", And, parts => new Condition.Any(parts));

    private Condition And() => Joined("and", Unary, parts => new Condition.All(parts));

    private Condition Joined(string word, Func<Condition> part, Func<ImmutableArray<Condition>, Condition> join)
    {
        var first = part();
        if (!Tokens.Is(word))
        {
            return first;
        }

        var parts = ImmutableArray.CreateBuilder<Condition>();
        parts.Add(first);
        while (Tokens.Take(word))
        {
            parts.Add(part());
        }

        return join(parts.ToImmutable());
    }

    private Condition Unary()
    {
        if (Tokens.Take("not"))
        {
            return new Condition.Not(Deeper(Unary));
        }

        if (Tokens.Take("("))
        {
            var inner = Deeper(Or);
            Tokens.Expect(")");
            return inner;
        }

        CountTerm();
        return Tokens.IsCall ? _calls.Parse() : new FilterComparison(this, Attribute()).Parse();
    }

    private Condition Deeper(Func<Condition> part)
    {
        if (++_depth > _rules.Depth)
        {
            throw new FilterException($"The filter is more than {_rules.Depth} groups deep.", Tokens.Position);
        }

        var condition = part();
        _depth--;
        return condition;
    }

    private FilterAttribute Step(FilterAttribute attribute, int position, ref string whole)
    {
        if (Tokens.Take("["))
        {
            if (Tokens.Kind != FilterTokenKind.Number || !int.TryParse(Tokens.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                throw Tokens.Unexpected("a position in the list, from 0");
            }

            Tokens.Next();
            Tokens.Expect("]");
            whole += "[]";
            return attribute.Element(index) ?? throw Unknown(position, $"{attribute.Shown}[{index}]");
        }

        Tokens.Next();
        if (Tokens.Kind is not (FilterTokenKind.Name or FilterTokenKind.QuotedName))
        {
            throw Tokens.Unexpected("an attribute's name");
        }

        var name = Tokens.Value;
        Tokens.Next();
        whole += "." + name;
        return (attribute with { Shown = attribute.Shown + "." }).Member(name) ?? throw Unknown(position, $"{attribute.Shown}.{name}");
    }

    private static FilterException Unknown(int position, string name) => new($"The model has no attribute '{name}'.", position);

    private bool IsAllowed(string path, bool forElements)
    {
        if (_rules.Attributes is null)
        {
            return true;
        }

        var plain = path.Replace("[]", "", StringComparison.Ordinal).TrimEnd('.');
        return _rules.Attributes.Any(allowed => IsWithin(plain, allowed) || (forElements && IsWithin(allowed, plain)));
    }

    private static bool IsWithin(string path, string outer) =>
        path.StartsWith(outer, StringComparison.Ordinal) && (path.Length == outer.Length || path[outer.Length] == '.');
}

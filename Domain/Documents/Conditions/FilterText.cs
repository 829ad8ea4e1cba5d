namespace Virga.Documents;

/// <summary>Filters written as text, for HTTP queries: <c>age >= 3 and (mood in ('calm', 'wild') or startsWith(name, 'm', ignoreCase))</c>.</summary>
/// <remarks>
/// <para>Names are the model's own, values are converted as the model stores them, and the meaning is that of expressions: an absent attribute is null,
/// and <c>a != b</c> is the opposite of <c>a == b</c>. The grammar is in <c>docs/guide/conditions.md</c>.</para>
/// <para>The text is bounded before it is read (<see cref="FilterRules"/>), and nothing of it reaches a store's query language but as a parameter.</para>
/// </remarks>
public static class FilterText
{
    /// <summary>The condition a text says.</summary>
    /// <param name="schema">The model it is about.</param>
    /// <param name="text">The filter.</param>
    /// <param name="rules">What it may ask; <see cref="FilterRules.Default"/> unless given.</param>
    /// <exception cref="FilterException">The text cannot be read or asks for what it may not; the message says where.</exception>
    public static Condition Parse(Schema schema, string text, FilterRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(text);
        rules ??= FilterRules.Default;
        if (text.Length > rules.Length)
        {
            throw new FilterException($"The filter has {text.Length} characters; at most {rules.Length} are allowed.", rules.Length);
        }

        return new FilterParser(new FilterTokens(text), schema.Root, rules).Parse();
    }
}

namespace Virga.CosmosEmulator;

/// <summary>An object made in the query; undefined properties are left out.</summary>
internal sealed class ObjectExpression(KeyValuePair<string, Expression>[] properties) : Expression
{
    /// <summary>Whether it stands for the list of SELECT, and was not written as an object.</summary>
    public bool IsSelectList { get; init; }

    public override IReadOnlyList<Expression> Parts { get; } = [.. properties.Select(property => property.Value)];

    public override string Signature => $"{{{string.Join(',', properties.Select(property => $"{property.Key.Length}:{property.Key}:{property.Value.Signature}"))}}}";

    public override bool IsConstant => Parts.All(part => part.IsConstant);

    public override Value Evaluate(Row row)
    {
        var values = new List<KeyValuePair<string, Value>>(properties.Length);
        foreach (var (name, expression) in properties)
        {
            if (expression.Evaluate(row) is { IsUndefined: false } value)
            {
                values.Add(KeyValuePair.Create(name, value));
            }
        }

        return Value.Of([.. values]);
    }
}

namespace Virga.CosmosEmulator;

/// <summary>A property of an object by a name written in the query: <c>c.a</c> or <c>c["a"]</c>.</summary>
internal sealed class PropertyExpression(Expression owner, string name) : Expression
{
    public Expression Owner { get; } = owner;

    public string Name { get; } = name;

    public override IReadOnlyList<Expression> Parts { get; } = [owner];

    public override string Signature => $"{Owner.Signature}.{Name.Length}:{Name}";

    public override Value Evaluate(Row row) => Owner.Evaluate(row).Property(Name);

    /// <summary>The slot and the names of a plain path; null when something else is under it.</summary>
    public static (int Slot, List<string> Names)? PathOf(Expression expression)
    {
        var names = new List<string>();
        while (expression is PropertyExpression property)
        {
            names.Insert(0, property.Name);
            expression = property.Owner;
        }

        return expression is SlotExpression slot ? (slot.Slot, names) : null;
    }

    /// <summary>Like <see cref="PathOf"/>, with elements of arrays by a number, which indexing policies write <c>[]</c>.</summary>
    public static (int Slot, List<string> Names)? PathWithElements(Expression expression)
    {
        var names = new List<string>();
        while (expression is PropertyExpression or IndexExpression { IsElement: true })
        {
            names.Insert(0, expression is PropertyExpression property ? property.Name : "[]");
            expression = expression.Parts[0];
        }

        return expression is SlotExpression slot ? (slot.Slot, names) : null;
    }
}

namespace Virga.Documents;

/// <summary>What is asked of the documents of a query together.</summary>
/// <param name="Function">What is made of the values.</param>
/// <param name="Path">Where the values are; <see cref="DocumentPath.Root"/> to count documents.</param>
/// <param name="Type">Only values of that type count: <see cref="DocumentType.Number"/>, or <see cref="DocumentType.String"/> for the smallest and greatest; <see cref="DocumentType.Object"/> with the root.</param>
public sealed record StoreAggregation(AggregateFunction Function, DocumentPath Path, DocumentType Type)
{
    /// <summary>How many documents there are.</summary>
    public static readonly StoreAggregation Count = new(AggregateFunction.Count, DocumentPath.Root, DocumentType.Object);

    /// <summary>The query's filter, and that there is a value that counts.</summary>
    public Condition? FilterOf(StoreQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (Path.Segments.IsEmpty)
        {
            return query.Filter;
        }

        var counts = new Condition.OfType(Path, Type);
        return query.Filter is { } filter ? filter & counts : counts;
    }
}

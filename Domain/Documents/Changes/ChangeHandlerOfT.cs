using Microsoft.Extensions.DependencyInjection;

namespace Virga.Documents;

/// <summary>A handler with its types.</summary>
internal sealed class ChangeHandler<T, THandler>(string name, Schema<T> schema, Condition? when) : ChangeHandler(name, schema)
    where THandler : class
{
    private readonly DocumentReader<T> _reader = new(schema);

    public override bool TakesBatches { get; } = typeof(IChangeBatchHandler<T>).IsAssignableFrom(typeof(THandler));

    public override async Task InvokeAsync(
        IServiceProvider services, IReadOnlyList<FeedDocument> changes, Func<FeedDocument, ChangeContext> context, CancellationToken cancellationToken)
    {
        var wanted = changes.Where(IsWanted).Select(change => new ChangeDelivery<T>(Read(change), context(change))).ToList();
        if (wanted.Count == 0)
        {
            return;
        }

        var handler = services.GetRequiredService<THandler>();
        if (TakesBatches)
        {
            await ((IChangeBatchHandler<T>)handler).HandleAsync(wanted, cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (var delivery in wanted)
        {
            await ((IChangeHandler<T>)handler).HandleAsync(delivery.Change, delivery.Context, cancellationToken).ConfigureAwait(false);
        }
    }

    private bool IsWanted(FeedDocument change) =>
        when is null || (change.Current ?? change.Previous) is not { } document || ConditionEvaluator.Matches(when, StoredJson.Parse(Schema, document));

    private Change<T> Read(FeedDocument change) =>
        new(change.Kind, new DocumentKey(change.Partition, StoredId.KeyOf(change.Id)), change.Current is { } current ? _reader.ReadItem(current) : null)
        {
            Previous = change.Previous is { } previous ? _reader.ReadItem(previous) : null,
            Version = change.Version,
            Sequence = change.Sequence,
            At = change.At,
        };
}

namespace Virga.Documents;

/// <summary>A handler as the app registered it, without its types.</summary>
internal abstract class ChangeHandler(string name, Schema schema)
{
    /// <summary>What names the handler in markers and dead letters; it never changes once the app runs.</summary>
    public string Name { get; } = name;

    public Schema Schema { get; } = schema;

    /// <summary>Whether it takes all changes of a page together.</summary>
    public abstract bool TakesBatches { get; }

    /// <summary>Gives the handler changes, those it wants of them, in one call each or all together.</summary>
    /// <param name="services">A scope of services.</param>
    /// <param name="changes">The changes, of the handler's model.</param>
    /// <param name="context">Makes the context of a change.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="DocumentReadException">A stored document is not what the model says.</exception>
    /// <exception cref="DocumentVersionException">A document is newer than the model.</exception>
    public abstract Task InvokeAsync(IServiceProvider services, IReadOnlyList<FeedDocument> changes, Func<FeedDocument, ChangeContext> context, CancellationToken cancellationToken);
}

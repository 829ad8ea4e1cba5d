namespace Virga.Documents;

/// <summary>What all repositories of an application share.</summary>
internal sealed class DocumentsContext
{
    private readonly TimeProvider _time;

    public DocumentsContext(IDocumentStore store, TimeProvider time, DocumentsOptions options, CursorSigner cursors, DocumentCache? cache = null, Auditor? auditor = null)
    {
        _time = time;
        Options = options;
        Cursors = cursors;
        Retry = new StoreRetry(options.Retry, time);
        IDocumentStore own = new RetryingStore(store, Retry);
        own = auditor is null ? own : new AuditingStore(own, auditor);
        Store = cache is null ? own : new CachingStore(own, cache);
    }

    private DocumentsContext(DocumentsContext context, IDocumentStore store)
    {
        _time = context._time;
        Options = context.Options;
        Cursors = context.Cursors;
        Retry = context.Retry;
        Store = store;
    }

    /// <summary>The store: reads are repeated while it cannot answer, and come from the cache where a model has one.</summary>
    public IDocumentStore Store { get; }

    public DocumentsOptions Options { get; }

    public CursorSigner Cursors { get; }

    public StoreRetry Retry { get; }

    public WriteMoment Now() => new(_time.GetUtcNow(), Options.NewGuid);

    /// <summary>The same, over another store and nothing in between.</summary>
    public DocumentsContext Over(IDocumentStore store) => new(this, store);
}

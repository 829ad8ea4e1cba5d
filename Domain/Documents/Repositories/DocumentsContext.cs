namespace Virga.Documents;

/// <summary>What all repositories of an application share.</summary>
internal sealed class DocumentsContext(IDocumentStore store, TimeProvider time, DocumentsOptions options, CursorSigner cursors)
{
    public IDocumentStore Store { get; } = store;

    public DocumentsOptions Options { get; } = options;

    public CursorSigner Cursors { get; } = cursors;

    public WriteMoment Now() => new(time.GetUtcNow(), Options.NewGuid);
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Virga.Documents;

namespace Unit.Documents;

/// <summary>A session over a recording store, with a clock that stands still and ids that count.</summary>
internal sealed class Shelter
{
    private int _ids;

    public Shelter(Action<DocumentsOptions>? configure = null, DocumentCache? cache = null)
    {
        var options = new DocumentsOptions { NewGuid = (_, sortable) => new Guid(++_ids, 0, sortable ? (short)0x7000 : (short)0x4000, new byte[8]) };
        options.Retry.FirstPause = TimeSpan.Zero;
        configure?.Invoke(options);
        Documents = new DocumentSession(new DocumentsContext(Store, Clock, options, new CursorSigner([new byte[32]], options.CursorLifetime, Clock), cache), new ServiceCollection().BuildServiceProvider(), NullLogger<DocumentSession>.Instance);
        Cats = Documents.For(Unit.Documents.Cats.Model);
    }

    public RecordingStore Store { get; } = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));

    public IDocuments Documents { get; }

    public IRepository<Cat> Cats { get; }
}

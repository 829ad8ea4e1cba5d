using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Writes portions of lines to the store and adds up what became of them.</summary>
internal sealed class ImportRun(IDocumentStore store, SchemaCatalog? schemas, ContainerLayout layout, ImportOptions options, TimeProvider time)
{
    private const int ThrottledTries = 10;

    private readonly Lock _lock = new();

    public TransferReport Report { get; private set; } = new() { Lines = options.SkipLines };

    public async Task<TransferReport> RunAsync(IReadOnlyList<(long Number, string Text)> portion, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(portion, parallel, async (line, token) => await OneAsync(line.Number, line.Text, token).ConfigureAwait(false)).ConfigureAwait(false);
        return Report = Report with { Lines = portion[^1].Number };
    }

    private async Task OneAsync(long number, string text, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        try
        {
            var document = RawDocument.Of(Parse(text), layout, time.GetUtcNow());
            if (document.Life is { } life && life < TimeSpan.FromSeconds(1))
            {
                Add(report => report with { Skipped = report.Skipped + 1 });
                return;
            }

            var written = await WriteAsync(document, cancellationToken).ConfigureAwait(false);
            Add(report => report with { Documents = report.Documents + 1, RequestCharge = report.RequestCharge + (written?.RequestCharge ?? 0) });
        }
        catch (DocumentExistsException) when (options.KeepExisting)
        {
            Add(report => report with { Skipped = report.Skipped + 1 });
        }
        catch (Exception fault) when (fault is FormatException or DocumentReadException or StoreException { IsTransient: false })
        {
            Add(report => report with
            {
                Failed = report.Failed + 1,
                Failures = report.Failures.Length >= TransferReport.MostFailures ? report.Failures : report.Failures.Add(new TransferFailure(number, fault.Message)),
            });
        }
    }

    /// <exception cref="FormatException">The line is no JSON object.</exception>
    /// <exception cref="DocumentReadException">The document is not what its model says.</exception>
    private JsonObject Parse(string text)
    {
        JsonObject document;
        try
        {
            document = JsonNode.Parse(text) as JsonObject ?? throw new FormatException("The line is no JSON object.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The line is no JSON: {exception.Message}", exception);
        }

        if (JsonText.TryGetString(document[EnvelopeNames.Model], out var model) && schemas?.Find(model) is { } schema)
        {
            var id = JsonText.TryGetString(document[EnvelopeNames.Id], out var given) ? given : "?";
            if (StoredJson.Read(schema, StoredJson.Parse(schema, new StoredDocument(id, Encoding.UTF8.GetBytes(text), "")), id) is [var fault, ..])
            {
                throw new DocumentReadException(model, id, fault.Path.ToString(), fault.Message);
            }
        }

        return document;
    }

    private async Task<StoredDocument?> WriteAsync(RawDocument document, CancellationToken cancellationToken)
    {
        // Its life goes on from where it was.
        StoreOperation operation = options.KeepExisting
            ? new StoreOperation.Create(document.Id, document.Body) { TimeToLive = document.Life }
            : new StoreOperation.Upsert(document.Id, document.Body) { TimeToLive = document.Life };
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await store.WriteAsync(document.Partition, operation, null, cancellationToken).ConfigureAwait(false);
            }
            catch (StoreThrottledException throttled) when (attempt < ThrottledTries)
            {
                await Task.Delay(throttled.RetryAfter, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void Add(Func<TransferReport, TransferReport> change)
    {
        lock (_lock)
        {
            Report = change(Report);
        }
    }
}

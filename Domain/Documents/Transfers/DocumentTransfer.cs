using System.Runtime.InteropServices;
using System.Text.Json;

namespace Virga.Documents;

/// <summary>Writes a container's documents as JSON Lines, one document a line, and reads them back: backup and restore.</summary>
/// <remarks>
/// A line is the stored document, framework attributes included, without what the store makes anew (<c>_etag</c>, <c>_rid</c>, …) but with <c>_ts</c>, so that a document that expires still does at its time.
/// An export is no snapshot: what is written meanwhile may or may not be in it. Numbers keep their text. Both directions stream.
/// </remarks>
public sealed class DocumentTransfer
{
    private const int PageSize = 200;

    private static readonly HashSet<string> LeftOut = ["_rid", "_self", "_etag", "_attachments", "_lsn"];

    private readonly IDocumentStore _store;
    private readonly SchemaCatalog _schemas;
    private readonly ContainerLayouts _layouts;
    private readonly TimeProvider _time;

    internal DocumentTransfer(IDocumentStore store, SchemaCatalog schemas, ContainerLayouts layouts, TimeProvider time)
    {
        _store = store;
        _schemas = schemas;
        _layouts = layouts;
        _time = time;
    }

    /// <summary>Writes documents to a stream, which stays open.</summary>
    /// <exception cref="StoreException">The store refused or was not there; what is in the stream is not whole.</exception>
    public async Task<TransferReport> ExportAsync(
        Stream output, ExportOptions? options = null, IProgress<TransferReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(output);
        options ??= new ExportOptions();
        var report = new TransferReport();
        var query = new StoreQuery(options.Container, null)
        {
            PageSize = PageSize,
            Filter = options.Model is { } model ? Condition.On(EnvelopeNames.Model).Equal(model) : null,
        };
        do
        {
            var page = await _store.QueryAsync(query, cancellationToken).ConfigureAwait(false);
            foreach (var document in page.Documents)
            {
                await output.WriteAsync(Line(document), cancellationToken).ConfigureAwait(false);
            }

            report = report with
            {
                Documents = report.Documents + page.Documents.Count,
                Lines = report.Lines + page.Documents.Count,
                RequestCharge = report.RequestCharge + page.RequestCharge,
            };
            progress?.Report(report);
            query = query with { Continuation = page.Continuation };
        }
        while (query.Continuation is not null);

        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        return report;
    }

    /// <summary>Writes the documents of a stream to the store. A line that cannot be taken is reported and left out; the others go on.</summary>
    /// <param name="input">JSON Lines in UTF-8; stays open.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="progress">Told after each portion: its <see cref="TransferReport.Lines"/> is where a later run can go on.</param>
    /// <param name="cancellationToken">Stops after the documents under way.</param>
    /// <exception cref="StoreException">The store was not there; go on later with <see cref="ImportOptions.SkipLines"/>.</exception>
    public async Task<TransferReport> ImportAsync(
        Stream input, ImportOptions? options = null, IProgress<TransferReport>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(input);
        options ??= new ImportOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Parallelism, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Parallelism, 64, nameof(options));
        var import = new ImportRun(_store, options.Validate ? _schemas : null, _layouts.Of(options.Container), options, _time);
        using var reader = new StreamReader(input, leaveOpen: true);
        var portion = new List<(long Number, string Text)>(PageSize);
        for (var number = 1L; ; number++)
        {
            var line = await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false);
            if (line is not null && number > options.SkipLines)
            {
                portion.Add((number, line));
            }

            if (portion.Count > 0 && (line is null || portion.Count == PageSize))
            {
                var report = await import.RunAsync(portion, cancellationToken).ConfigureAwait(false);
                progress?.Report(report);
                portion.Clear();
            }

            if (line is null)
            {
                return import.Report;
            }
        }
    }

    private static byte[] Line(StoredDocument document)
    {
        using var json = JsonDocument.Parse(document.Body);
        using var line = new MemoryStream(document.Body.Length);
        using (var writer = new Utf8JsonWriter(line))
        {
            writer.WriteStartObject();
            foreach (var attribute in json.RootElement.EnumerateObject().Where(attribute => !LeftOut.Contains(attribute.Name)))
            {
                writer.WritePropertyName(attribute.Name);
                writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(attribute.Value), skipInputValidation: true);
            }

            writer.WriteEndObject();
        }

        line.WriteByte((byte)'\n');
        return line.ToArray();
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>Rewrites one stored document in the model's current version.</summary>
internal sealed class MigrationRewriter(Schema schema, IDocumentStore store, ContainerLayout layout, bool isDryRun, TimeProvider time)
{
    private const int ThrottledTries = 10;

    private readonly WritePipeline _pipeline = new(schema);

    /// <exception cref="StoreException">The store was not there or asked for fewer requests too long.</exception>
    public async Task<(MigrationOutcome Outcome, double Charge, MigrationFailure? Failure)> RewriteAsync(StoredDocument stored, CancellationToken cancellationToken)
    {
        try
        {
            var replace = await ReplacementAsync(stored, cancellationToken).ConfigureAwait(false);
            return isDryRun ? (MigrationOutcome.Migrated, 0, null) : (MigrationOutcome.Migrated, await WriteAsync(replace, cancellationToken).ConfigureAwait(false), null);
        }
        catch (Exception lost) when (lost is ETagMismatchException or DocumentNotFoundException)
        {
            return (MigrationOutcome.Overtaken, 0, null);
        }
        catch (Exception fault) when (fault is DocumentReadException or ValidationException or FormatException or StoreException { IsTransient: false })
        {
            return (MigrationOutcome.Failed, 0, new MigrationFailure(PartitionOf(stored), stored.Id, fault.Message));
        }
    }

    private async ValueTask<(StorePartition Partition, StoreOperation Operation)> ReplacementAsync(StoredDocument stored, CancellationToken cancellationToken)
    {
        var moment = new WriteMoment(time.GetUtcNow(), static (_, _) => Guid.Empty);
        var raw = RawDocument.Of(Parse(stored), layout, moment.Now);
        if (raw.Life is { } life && life < TimeSpan.FromSeconds(1))
        {
            throw new DocumentNotFoundException($"'{stored.Id}' has expired.");
        }

        var normal = StoredJson.Parse(schema, stored);
        if (StoredJson.Read(schema, normal, stored.Id) is [var unreadable, ..])
        {
            throw new DocumentReadException(schema.Name, stored.Id, unreadable.Path.ToString(), unreadable.Message);
        }

        await CheckAsync(normal, moment, cancellationToken).ConfigureAwait(false);
        if (!SchemaKeys.TryRead(schema, normal, out var key))
        {
            throw new DocumentReadException(schema.Name, stored.Id, "/" + schema.KeyName, "the key or the partition is missing.");
        }

        var prepared = new PreparedDocument(schema, normal, key, stored.Id) { Now = moment.Now };
        var replace = Living(prepared, raw);
        return (raw.Partition, replace with { IfMatch = stored.ETag });
    }

    /// <summary>A migration is no write of the app's: what is left of the document's life stays, unless an attribute says when it ends.</summary>
    private static StoreOperation.Replace Living(PreparedDocument prepared, RawDocument raw)
    {
        var life = prepared.Schema.Expiry is { Kind: ExpiryKind.AtAttribute } ? prepared.TimeToLive : raw.Life;
        var body = prepared.TakeBody();
        if (prepared.Schema.Expiry is { Kind: not ExpiryKind.AtAttribute })
        {
            body.Remove(EnvelopeNames.Expires);
            if (raw.Body[EnvelopeNames.Expires] is { } expires)
            {
                body[EnvelopeNames.Expires] = expires.DeepClone();
            }
        }

        return new StoreOperation.Replace(raw.Id, body) { TimeToLive = life };
    }

    /// <summary>Recomputes what is computed and holds the document to the model's rules; write transforms do not run again.</summary>
    private async ValueTask CheckAsync(JsonObject normal, WriteMoment moment, CancellationToken cancellationToken)
    {
        var scope = new FaultScope();
        if (schema.HasComputed)
        {
            _pipeline.Compute(normal, scope);
        }

        await _pipeline.CheckRulesAsync(new WriteRun(schema, moment, scope) { Document = normal }, cancellationToken).ConfigureAwait(false);
        scope.ThrowIfAny(schema.Name);
    }

    private async Task<double> WriteAsync((StorePartition Partition, StoreOperation Operation) write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return (await store.WriteAsync(write.Partition, write.Operation, null, cancellationToken).ConfigureAwait(false))!.RequestCharge;
            }
            catch (StoreThrottledException throttled) when (attempt < ThrottledTries)
            {
                await Task.Delay(throttled.RetryAfter, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static JsonObject Parse(StoredDocument stored)
    {
        try
        {
            return JsonNode.Parse(stored.Body.Span) as JsonObject ?? throw new FormatException("There is no JSON object.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"There is no valid JSON: {exception.Message}", exception);
        }
    }

    private string PartitionOf(StoredDocument stored)
    {
        using var json = JsonDocument.Parse(stored.Body);
        return string.Join('/', layout.PartitionNames.Select(name => json.RootElement.TryGetProperty(name, out var level) ? level.ToString() : "?"));
    }
}

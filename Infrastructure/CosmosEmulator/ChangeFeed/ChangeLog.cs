using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>Every version of a container's documents, kept from the first time someone asks for all versions and deletes; who does not pays nothing.</summary>
internal sealed class ChangeLog(Store store)
{
    /// <summary>How long versions are kept where the container's change feed policy does not say, as in an account with continuous backups of seven days.</summary>
    private static readonly TimeSpan StandardRetention = TimeSpan.FromDays(7);

    /// <summary>Sees to it that changes are logged, those by expiry up to this moment included.</summary>
    public async Task ReadyAsync(ContainerInfo container)
    {
        if (container.State.LoggedSince is null || HasExpired(container))
        {
            await store.Writes.RunAsync(context =>
            {
                Start(context, container);
                new DocumentRows(context, container).Expire(int.MaxValue);
                return true;
            }).ConfigureAwait(false);
        }
    }

    /// <summary>Logs one change, in the transaction that makes it.</summary>
    /// <param name="context">The transaction.</param>
    /// <param name="container">The container.</param>
    /// <param name="before">The document before; null when it is created.</param>
    /// <param name="after">Its JSON after; empty when it is deleted.</param>
    /// <param name="lsn">The sequence number of the change.</param>
    /// <param name="ts">When, in Unix seconds.</param>
    /// <param name="isExpired">Whether its time was up.</param>
    public static void Append(WriteContext context, ContainerInfo container, DocumentRow? before, ReadOnlyMemory<byte> after, long lsn, long ts, bool isExpired)
    {
        using var json = JsonDocument.Parse(after.IsEmpty ? before!.Body : after, DocumentBody.Options);
        var key = container.Definition.PartitionKey.Of(json.RootElement);
        context.Connection.Prepare(container.Tables.AppendLog)
            .Bind(1, lsn).Bind(2, key.Stored).Bind(3, EffectivePartitionKey.Of(container.Definition.PartitionKey, key)).Bind(4, ts)
            .Bind(5, Entry(container, json.RootElement, before, after.Span, lsn, ts, isExpired)).Execute();
    }

    /// <summary>Forgets what is older than the retention, and remembers from when on the log is whole.</summary>
    public static void Purge(WriteContext context, ContainerInfo container)
    {
        var minutes = (long?)container.Definition.Json["changeFeedPolicy"]?["retentionDuration"] is > 0 and var given ? given : (long)StandardRetention.TotalMinutes;
        var before = (long)context.Now - (minutes * 60);
        long last;
        using (var rows = context.Connection.Prepare(container.Tables.LastLogged).Bind(1, before))
        {
            if (!rows.Step() || rows.IsNull(0))
            {
                return;
            }

            last = rows.Int64(0);
        }

        context.Connection.Prepare(container.Tables.PurgeLog).Bind(1, last).Execute();
        Save(context, container, last);
    }

    private static void Start(WriteContext context, ContainerInfo container)
    {
        if (container.State.LoggedSince is null)
        {
            context.Connection.Execute(container.Tables.CreateLog);
            Save(context, container, context.NextLsn());
        }
    }

    private static void Save(WriteContext context, ContainerInfo container, long since)
    {
        context.Connection.Prepare("UPDATE containers SET logged=?2 WHERE rid=?1").Bind(1, container.Number).Bind(2, since).Execute();
        var former = container.State.LoggedSince;
        container.State.LoggedSince = since;
        context.OnRollback(() => container.State.LoggedSince = former);
    }

    private static byte[] Entry(ContainerInfo container, JsonElement document, DocumentRow? before, ReadOnlySpan<byte> after, long lsn, long ts, bool isExpired)
    {
        var buffer = new ArrayBufferWriter<byte>(after.Length + 256);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        writer.WriteStartObject();
        writer.WritePropertyName("current"u8);
        writer.WriteRawValue(after.IsEmpty ? "{}"u8 : after, skipInputValidation: true);
        writer.WriteStartObject("metadata"u8);
        writer.WriteNumber("lsn"u8, lsn);
        writer.WriteNumber("crts"u8, ts);
        writer.WriteString("operationType"u8, before is null ? "create"u8 : after.IsEmpty ? "delete"u8 : "replace"u8);
        writer.WriteNumber("previousImageLSN"u8, before?.Lsn ?? 0);
        writer.WriteBoolean("timeToLiveExpired"u8, isExpired);
        if (after.IsEmpty)
        {
            WriteKey(writer, container, document);
        }

        writer.WriteEndObject();
        if (after.IsEmpty)
        {
            writer.WritePropertyName("previous"u8);
            writer.WriteRawValue(before!.Body, skipInputValidation: true);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Which document was deleted: deletes have no document to say it.</summary>
    private static void WriteKey(Utf8JsonWriter writer, ContainerInfo container, JsonElement document)
    {
        writer.WritePropertyName("id"u8);
        document.GetProperty("id"u8).WriteTo(writer);
        writer.WriteStartObject("partitionKey"u8);
        foreach (var path in container.Definition.PartitionKey.Paths)
        {
            if (path.TryGet(document, out var value))
            {
                writer.WritePropertyName(path.Text[1..]);
                value.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    private bool HasExpired(ContainerInfo container)
    {
        if (container.Definition.DefaultTtl is not { } standard)
        {
            return false;
        }

        using var lease = store.Rent();
        using var rows = lease.Connection.Prepare(container.Tables.Expired).Bind(1, standard).Bind(2, store.Now).Bind(3, 1);
        return rows.Step();
    }
}

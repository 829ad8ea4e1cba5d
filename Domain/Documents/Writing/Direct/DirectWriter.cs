using System.Collections.Immutable;
using System.Text.Json;

namespace Virga.Documents;

/// <summary>The write pipeline for models whose values need no look at the whole: from the CLR value straight to the stored UTF-8.</summary>
/// <remarks>It says the same as <see cref="WritePipeline"/> or nothing: at the first fault, or anything it does not know, it gives up and the pipeline over JSON says what there is to say.
/// A property test holds both together.</remarks>
internal sealed class DirectWriter<T>
{
    private static readonly JsonEncodedText ModelName = JsonEncodedText.Encode(EnvelopeNames.Model);
    private static readonly JsonEncodedText VersionName = JsonEncodedText.Encode(EnvelopeNames.Version);
    private static readonly JsonEncodedText ExpiresName = JsonEncodedText.Encode(EnvelopeNames.Expires);

    private readonly Schema<T> _schema;
    private readonly JsonEncodedText _model;
    private readonly DirectAttribute<T> _key;
    private readonly ImmutableArray<DirectAttribute<T>> _partitions;
    private readonly ImmutableArray<DirectAttribute<T>> _others;
    private readonly Func<T, DateTimeOffset>? _createdAtOf;
    private readonly ImmutableArray<JsonEncodedText> _createdAt;
    private readonly ImmutableArray<JsonEncodedText> _updatedAt;

    public DirectWriter(Schema<T> schema, DirectAttribute<T> key, ImmutableArray<DirectAttribute<T>> partitions, ImmutableArray<DirectAttribute<T>> others, Func<T, DateTimeOffset>? createdAtOf)
    {
        _schema = schema;
        _model = JsonEncodedText.Encode(schema.Name);
        _key = key;
        _partitions = partitions;
        _others = others;
        _createdAtOf = createdAtOf;
        _createdAt = NamesOf(schema, AttributeRole.CreatedAt);
        _updatedAt = NamesOf(schema, AttributeRole.UpdatedAt);
    }

    /// <summary>Whether a save of the value knows its creation time without reading; null in <paramref name="createdAt"/> when the model has none.</summary>
    public bool TryCreatedAt(T value, out DateTimeOffset? createdAt)
    {
        createdAt = _createdAtOf?.Invoke(value);
        return _createdAt.IsEmpty || (createdAt is { } at && at != default);
    }

    /// <summary>Writes a value; false when the pipeline over JSON must look at it.</summary>
    /// <param name="value">The value; stays as it is.</param>
    /// <param name="moment">The time of the write and where ids come from.</param>
    /// <param name="createdAt">The creation time to keep; null for now.</param>
    /// <param name="document">What to store.</param>
    public bool TryWrite(T value, WriteMoment moment, DateTimeOffset? createdAt, out DirectDocument document)
    {
        var buffer = DirectBuffer.Take();
        var isWritten = TryWrite(value, moment, createdAt ?? moment.Now, buffer, out document);
        buffer.Return();
        return isWritten;
    }

    private static ImmutableArray<JsonEncodedText> NamesOf(Schema schema, AttributeRole role) =>
        [.. schema.Root.Attributes.Where(attribute => attribute.Role == role).Select(attribute => JsonEncodedText.Encode(attribute.StoredName))];

    private bool TryWrite(T value, WriteMoment moment, DateTimeOffset createdAt, DirectBuffer buffer, out DirectDocument document)
    {
        document = default;
        var writer = buffer.Writer;
        writer.WriteStartObject();
        writer.WriteString(ModelName, _model);
        if (_schema.Version > 1)
        {
            writer.WriteNumber(VersionName, _schema.Version);
        }

        if (_key.WriteText(value, moment, writer) is not { } id || !TryWritePartition(value, moment, writer, out var partition)
            || !SchemaKeys.IdFits(_schema, id) || !SchemaKeys.PartitionFits(partition))
        {
            return false;
        }

        foreach (var attribute in _others)
        {
            if (!attribute.Write(value, moment, writer))
            {
                return false;
            }
        }

        WriteTimes(writer, moment, createdAt);
        writer.WriteEndObject();
        document = new DirectDocument(
            buffer.ToArray(),
            new DocumentKey(partition, id),
            StoredId.Of(_schema.Name, id),
            _createdAt.IsEmpty ? null : createdAt,
            _updatedAt.IsEmpty ? null : moment.Now,
            _schema.TimeToLive);
        return true;
    }

    private bool TryWritePartition(T value, WriteMoment moment, Utf8JsonWriter writer, out PartitionKey partition)
    {
        partition = default;
        if (_partitions.Length == 1)
        {
            if (_partitions[0].WriteText(value, moment, writer) is not { } only)
            {
                return false;
            }

            partition = new PartitionKey(only);
            return true;
        }

        var levels = new string[_partitions.Length];
        for (var level = 0; level < levels.Length; level++)
        {
            if (_partitions[level].WriteText(value, moment, writer) is not { } text)
            {
                return false;
            }

            levels[level] = text;
        }

        partition = new PartitionKey(levels);
        return true;
    }

    private void WriteTimes(Utf8JsonWriter writer, WriteMoment moment, DateTimeOffset createdAt)
    {
        foreach (var name in _createdAt)
        {
            writer.WritePropertyName(name);
            DirectFormats.Instant(writer, createdAt);
        }

        foreach (var name in _updatedAt)
        {
            writer.WritePropertyName(name);
            DirectFormats.Instant(writer, moment.Now);
        }

        if (_schema.Expiry is { } expiry && expiry.Later(moment.Now) is { } at)
        {
            writer.WriteNumber(ExpiresName, at.ToUnixTimeMilliseconds());
        }
    }
}

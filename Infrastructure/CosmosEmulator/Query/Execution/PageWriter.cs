using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>Writes one page of results, and says when it is full.</summary>
internal sealed class PageWriter : IDisposable
{
    private const int MaximumBytes = 4 * 1024 * 1024;
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly Utf8JsonWriter _writer;
    private readonly int _size;

    public PageWriter(ContainerInfo container, int size)
    {
        _size = size;
        _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });
        _writer.WriteStartObject();
        _writer.WriteString("_rid"u8, container.Rid);
        _writer.WriteStartArray("Documents"u8);
    }

    public int Count { get; private set; }

    public bool IsFull => Count >= _size || (Count > 0 && _writer.BytesCommitted + _writer.BytesPending >= MaximumBytes);

    /// <summary>Adds a result: the document as it is stored, or what was made of it.</summary>
    public void Add(OrderedRow result)
    {
        if (result.Document is not null)
        {
            Add(result.Document);
            return;
        }

        result.Result.WriteTo(_writer);
        Count++;
    }

    /// <summary>Adds a stored document as it is.</summary>
    public void Add(ReadOnlySpan<byte> document)
    {
        _writer.WriteRawValue(document, skipInputValidation: true);
        Count++;
    }

    /// <summary>Adds a stored document with the sequence number of its change.</summary>
    public void AddChange(ReadOnlySpan<byte> document, long lsn)
    {
        var changed = new byte[document.Length + 32];
        document[..^1].CopyTo(changed);
        var tail = ",\"_lsn\":"u8;
        tail.CopyTo(changed.AsSpan(document.Length - 1));
        Utf8Formatter.TryFormat(lsn, changed.AsSpan(document.Length - 1 + tail.Length), out var written);
        var end = document.Length - 1 + tail.Length + written;
        changed[end] = (byte)'}';
        Add(changed.AsSpan(0, end + 1));
    }

    public ReadOnlyMemory<byte> Close()
    {
        _writer.WriteEndArray();
        _writer.WriteNumber("_count"u8, Count);
        _writer.WriteEndObject();
        _writer.Flush();
        return _buffer.WrittenMemory;
    }

    public void Dispose() => _writer.Dispose();
}

using System.Buffers;
using System.Text.Json;

namespace Virga.Cosmos;

/// <summary>A JSON writer and its buffer, used again and again by a thread: what a write allocates is the finished text.</summary>
internal sealed class BodyWriter : IDisposable
{
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static BodyWriter? _kept;

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    private BodyWriter()
    {
        Json = new Utf8JsonWriter(_buffer);
    }

    public Utf8JsonWriter Json { get; }

    public int Length => _buffer.WrittenCount;

    /// <summary>A writer for this thread alone, until it is disposed of. Nothing may be awaited in between.</summary>
    public static BodyWriter Rent()
    {
        var writer = _kept ?? new BodyWriter();
        _kept = null;
        return writer;
    }

    /// <summary>Ends the object being written with the attributes of another one's text, and its end.</summary>
    public void EndWith(ReadOnlySpan<byte> other)
    {
        Json.Flush();
        _buffer.Write(","u8);
        _buffer.Write(other[1..]);
    }

    /// <summary>What was written, as a stream of its own; the SDK looks into its buffer.</summary>
    public MemoryStream ToStream()
    {
        var text = _buffer.WrittenSpan.ToArray();
        return new MemoryStream(text, 0, text.Length, writable: false, publiclyVisible: true);
    }

    public void Dispose()
    {
        if (_buffer.Capacity > LargestKept)
        {
            Json.Dispose();
            return;
        }

        _buffer.ResetWrittenCount();
        Json.Reset(_buffer);
        _kept = this;
    }
}

using System.Buffers;
using System.Text.Json;

namespace Virga.Documents;

/// <summary>Where a thread writes one document at a time, kept for the next.</summary>
internal sealed class DirectBuffer
{
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static DirectBuffer? _free;

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    private DirectBuffer()
    {
        // The writer would find out only at the end that it was used wrongly, which the tests have found out before.
        Writer = new Utf8JsonWriter(_bytes, new JsonWriterOptions { SkipValidation = true });
    }

    public Utf8JsonWriter Writer { get; }

    public static DirectBuffer Take()
    {
        var buffer = _free ?? new DirectBuffer();
        _free = null;
        buffer._bytes.ResetWrittenCount();
        buffer.Writer.Reset();
        return buffer;
    }

    public byte[] ToArray()
    {
        Writer.Flush();
        return _bytes.WrittenSpan.ToArray();
    }

    public void Return()
    {
        if (_bytes.Capacity <= LargestKept)
        {
            _free = this;
        }
    }
}

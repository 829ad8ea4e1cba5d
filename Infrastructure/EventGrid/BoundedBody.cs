using System.Buffers;

namespace Virga.EventGrid;

/// <summary>Reads a body that must not be larger than a limit.</summary>
internal static class BoundedBody
{
    /// <summary>The whole body; null when it is over the limit, in which case the rest is left unread.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream body, int maximumBytes, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        while (true)
        {
            var read = await body.ReadAsync(buffer.GetMemory(4096), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return buffer.WrittenMemory;
            }

            buffer.Advance(read);
            if (buffer.WrittenCount > maximumBytes)
            {
                return null;
            }
        }
    }
}

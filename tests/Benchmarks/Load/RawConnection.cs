using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Benchmarks;

/// <summary>
/// A keep-alive connection that spends as little as it can: the client shares the processors with the server it measures.
/// Understands Content-Length and chunked bodies, nothing more.
/// </summary>
internal sealed class RawConnection(int port) : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[256 * 1024];
    private int _start;
    private int _end;

    public ValueTask ConnectAsync(CancellationToken cancellationToken) => _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);

    /// <summary>Sends the request and reads the whole answer.</summary>
    /// <exception cref="InvalidOperationException">The answer has another status.</exception>
    public async ValueTask RoundTripAsync(RequestTemplate request, CancellationToken cancellationToken)
    {
        await _socket.SendAsync(request.Bytes, cancellationToken);
        var headEnd = await ReadUntilAsync("\r\n\r\n"u8.ToArray(), cancellationToken);
        var head = Encoding.ASCII.GetString(_buffer, _start, headEnd - _start);
        _start = headEnd;
        if (head.Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase))
        {
            _start = await ReadUntilAsync("0\r\n\r\n"u8.ToArray(), cancellationToken);
        }
        else
        {
            await SkipAsync(ContentLength(head), cancellationToken);
        }

        if (int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture) != request.ExpectedStatus)
        {
            throw new InvalidOperationException($"Expected {request.ExpectedStatus}:\n{head}");
        }
    }

    public void Dispose() => _socket.Dispose();

    private static int ContentLength(string head)
    {
        const string name = "Content-Length:";
        var at = head.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? 0 : int.Parse(head.AsSpan(at + name.Length, head.IndexOf('\r', at) - at - name.Length), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
    }

    // The index after the mark.
    private async ValueTask<int> ReadUntilAsync(byte[] mark, CancellationToken cancellationToken)
    {
        while (true)
        {
            var found = _buffer.AsSpan(_start, _end - _start).IndexOf(mark);
            if (found >= 0)
            {
                return _start + found + mark.Length;
            }

            await FillAsync(cancellationToken);
        }
    }

    private async ValueTask SkipAsync(int count, CancellationToken cancellationToken)
    {
        while (_end - _start < count)
        {
            await FillAsync(cancellationToken);
        }

        _start += count;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        var read = await _socket.ReceiveAsync(_buffer.AsMemory(_end), cancellationToken);
        if (read == 0)
        {
            throw new InvalidOperationException("The server closed the connection.");
        }

        _end += read;
    }
}

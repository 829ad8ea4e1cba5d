using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Virga.Gateway;

/// <summary>Holds an answer's body back until all of it is there, up to a limit; what is larger, or asks not to be buffered (streams, files), goes on to the client as it comes.</summary>
internal sealed class AnswerBuffer : IHttpResponseBodyFeature, IDisposable
{
    private readonly HttpContext _context;
    private readonly IHttpResponseBodyFeature _inner;
    private readonly PooledBuffer _bytes = new();
    private readonly AnswerStream _stream;
    private readonly int _limit;
    private PipeWriter? _writer;

    /// <summary>Stands in front of the context's body from here on, until <see cref="SendAsync"/> or <see cref="Dispose"/>.</summary>
    public AnswerBuffer(HttpContext context, int limit)
    {
        _context = context;
        _limit = limit;
        _inner = context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        _stream = new AnswerStream(this);
        context.Features.Set<IHttpResponseBodyFeature>(this);
    }

    /// <summary>Whether all of the answer is in <see cref="Body"/>; else it has gone to the client.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>What has been written, while <see cref="IsWhole"/>.</summary>
    public ReadOnlyMemory<byte> Body => _bytes.WrittenMemory;

    /// <inheritdoc/>
    public Stream Stream => _stream;

    /// <inheritdoc/>
    public PipeWriter Writer => _writer ??= PipeWriter.Create(_stream, new StreamPipeWriterOptions(leaveOpen: true));

    /// <inheritdoc/>
    public void DisableBuffering()
    {
        // Asked for before the first byte, by what streams.
        if (IsWhole && Body.Length == 0)
        {
            IsWhole = false;
        }

        _inner.DisableBuffering();
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken = default) => IsWhole ? Task.CompletedTask : _inner.StartAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default)
    {
        await PassAsync(cancellationToken).ConfigureAwait(false);
        await _inner.SendFileAsync(path, offset, count, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task CompleteAsync() => FlushAsync();

    /// <summary>Takes what is still in the writer.</summary>
    public async Task FlushAsync()
    {
        if (_writer is not null)
        {
            await _writer.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>Steps aside and sends what was held back.</summary>
    public async Task SendAsync()
    {
        await FlushAsync().ConfigureAwait(false);
        Restore();
        if (IsWhole && Body.Length > 0)
        {
            if (!_context.Response.HasStarted)
            {
                _context.Response.ContentLength ??= Body.Length;
            }

            await _inner.Stream.WriteAsync(Body, _context.RequestAborted).ConfigureAwait(false);
        }
    }

    /// <summary>Steps aside; what was held back is lost.</summary>
    public void Dispose()
    {
        Restore();
        _bytes.Dispose();
    }

    internal async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (IsWhole && Body.Length + bytes.Length <= _limit)
        {
            bytes.Span.CopyTo(_bytes.GetSpan(bytes.Length));
            _bytes.Advance(bytes.Length);
            return;
        }

        await PassAsync(cancellationToken).ConfigureAwait(false);
        await _inner.Stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
    }

    internal Task FlushStreamAsync(CancellationToken cancellationToken) => IsWhole ? Task.CompletedTask : _inner.Stream.FlushAsync(cancellationToken);

    private async Task PassAsync(CancellationToken cancellationToken)
    {
        if (!IsWhole)
        {
            return;
        }

        IsWhole = false;
        if (Body.Length > 0)
        {
            await _inner.Stream.WriteAsync(Body, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Restore()
    {
        if (ReferenceEquals(_context.Features.Get<IHttpResponseBodyFeature>(), this))
        {
            _context.Features.Set(_inner);
        }
    }
}

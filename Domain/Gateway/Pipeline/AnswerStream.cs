namespace Virga.Gateway;

/// <summary>An <see cref="AnswerBuffer"/> as a stream.</summary>
internal sealed class AnswerStream(AnswerBuffer buffer) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) => buffer.WriteAsync(source, cancellationToken);

    public override Task WriteAsync(byte[] array, int offset, int count, CancellationToken cancellationToken) =>
        buffer.WriteAsync(array.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => buffer.FlushStreamAsync(cancellationToken);

    public override void Flush()
    {
    }

    public override void Write(byte[] array, int offset, int count) => throw new NotSupportedException("Answers are written asynchronously.");

    public override int Read(byte[] array, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

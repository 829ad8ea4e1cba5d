using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>A description of the app: written when it is first asked for, then answered from memory under an ETag of its own.</summary>
internal sealed class DescriptionDocument(Func<byte[]> write)
{
    private readonly Lazy<(byte[] Bytes, string ETag)> _written = new(() =>
    {
        var bytes = write();
        return (bytes, Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16)));
    });

    public ReadOnlyMemory<byte> Bytes => _written.Value.Bytes;

    public IResult Answer(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (bytes, etag) = _written.Value;
        return new DescriptionResult(bytes, etag, Preconditions.IsCurrent(request, etag));
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Virga.Gateway;

/// <summary>Weak entity tags (RFC 9110, section 8.8.1) of answers that have no version of their own: a hash of the body.</summary>
internal static class WeakETag
{
    private const int HashBytes = 15;

    /// <summary>Gives an answer its tag, and says whether the client has that body already: then nothing need be sent, and the status is 304.</summary>
    /// <remarks>Only answers 200 to GET and HEAD get one, unless they have a tag, or may not be kept (<c>no-store</c>).</remarks>
    public static bool IsCurrent(HttpContext context, ReadOnlySpan<byte> body)
    {
        var response = context.Response;
        if (!context.Request.IsRead() || response.StatusCode != StatusCodes.Status200OK || response.Headers.ETag.Count > 0
            || response.Headers.CacheControl.ToString().Contains("no-store", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var tag = Of(body);
        response.Headers.ETag = $"W/\"{tag}\"";
        if (!Preconditions.IsCurrent(context.Request, tag))
        {
            return false;
        }

        response.StatusCode = StatusCodes.Status304NotModified;
        response.ContentLength = null;
        response.Headers.Remove(HeaderNames.ContentType);
        return true;
    }

    private static string Of(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        Span<byte> text = stackalloc byte[Base64Url.GetEncodedLength(HashBytes)];
        Base64Url.EncodeToUtf8(hash[..HashBytes], text);
        return Encoding.ASCII.GetString(text);
    }
}

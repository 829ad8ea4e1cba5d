using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Names requests: the key of a caller at a function, and what a request is.</summary>
internal static class IdempotencyHash
{
    /// <summary>What names a key. Another caller's same key has another name, so that nobody sees what somebody else was answered.</summary>
    public static string IdOf(HttpContext context, string function, string key)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, Caller.Of(context));
        Append(hash, context.Request.Headers[Caller.CertificateHeader].ToString());
        Append(hash, function.ToUpperInvariant());
        Append(hash, key);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 20));
    }

    /// <summary>What a request is: method, path, query, content type and body.</summary>
    public static string FingerprintOf(HttpRequest request, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, request.Method);
        Append(hash, request.PathBase.Value + request.Path.Value);
        Append(hash, request.QueryString.Value ?? "");
        Append(hash, request.ContentType ?? "");
        hash.AppendData(body);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // With the length before it, so that no two lists of parts are the same bytes.
    private static void Append(IncrementalHash hash, string part)
    {
        var bytes = Encoding.UTF8.GetBytes(part);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}

using System.Text;

namespace Benchmarks;

/// <summary>One request as bytes, sent again and again, and the status it has to be answered with.</summary>
internal sealed record RequestTemplate(ReadOnlyMemory<byte> Bytes, int ExpectedStatus)
{
    public static RequestTemplate Get(string path) => Of($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 200);

    public static RequestTemplate Post(string path, string json, string? token)
    {
        var authorization = token is null ? "" : $"Authorization: Bearer {token}\r\n";
        var head = $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{authorization}Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n";
        return Of(head + json, 201);
    }

    private static RequestTemplate Of(string text, int status) => new(Encoding.UTF8.GetBytes(text), status);
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Virga.Gateway;

/// <summary>Reads a JSON body: the content type, UTF-8, depth and doubled names are checked before anything is made of it.</summary>
internal static class JsonBody
{
    public const string Json = "application/json";
    public const string MergePatch = "application/merge-patch+json";
    public const string JsonPatch = "application/json-patch+json";

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="GatewayException">415, 413 or 400 <c>malformed-json</c>, with the position.</exception>
    public static async Task<JsonObject> ReadObjectAsync(HttpRequest request, int maxDepth, string[] contentTypes, CancellationToken cancellationToken)
    {
        var root = await ReadAsync(request, maxDepth, contentTypes, cancellationToken).ConfigureAwait(false);
        return root.ValueKind == JsonValueKind.Object
            ? JsonObject.Create(root)!
            : throw new GatewayException(new Problem(400, ProblemCodes.ValidationFailed, "The body must be a JSON object.")
            {
                Errors = [new ProblemError("", "wrong-type", "This must be an object.")],
            });
    }

    /// <exception cref="GatewayException">415, 413 or 400 <c>malformed-json</c>, with the position.</exception>
    public static async Task<JsonElement> ReadAsync(HttpRequest request, int maxDepth, string[] contentTypes, CancellationToken cancellationToken)
    {
        CheckContentType(request, contentTypes);
        var body = await ReadBytesAsync(request, cancellationToken).ConfigureAwait(false);
        if (body.Span.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            throw Malformed("The body is empty.", null);
        }

        if (!Utf8.IsValid(body.Span))
        {
            throw Malformed("The body is not valid UTF-8.", null);
        }

        try
        {
            CheckEscapes(body.Span, maxDepth);

            // The document lives as long as what is read from it; nothing in it is pooled memory of ours.
            return JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = maxDepth, AllowDuplicateProperties = false }).RootElement;
        }
        catch (JsonException fault)
        {
            throw Malformed(Describe(fault, maxDepth), fault);
        }
    }

    /// <summary>Whether the body says that it is of this content type.</summary>
    public static bool Is(HttpRequest request, string contentType) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals(contentType, StringComparison.OrdinalIgnoreCase);

    /// <summary>The body has none of the content types that are taken.</summary>
    public static GatewayException Unsupported(HttpRequest request, string[] contentTypes) =>
        new(new Problem(415, ProblemCodes.UnsupportedMediaType, $"Send the body as {string.Join(" or ", contentTypes)} in UTF-8.")
        {
            Headers = AcceptHeader(request, contentTypes),
        });

    private static void CheckContentType(HttpRequest request, string[] contentTypes)
    {
        var accepted = MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && contentTypes.Contains(type.MediaType.Value, StringComparer.OrdinalIgnoreCase)
            && (type.Charset.Length == 0 || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase));
        if (!accepted)
        {
            throw Unsupported(request, contentTypes);
        }
    }

    /// <summary>What would have been taken: Accept-Patch (RFC 5789), Accept-Query (RFC 10008), Accept-Post.</summary>
    private static IReadOnlyList<KeyValuePair<string, string>> AcceptHeader(HttpRequest request, string[] contentTypes) => request.Method.ToUpperInvariant() switch
    {
        "PATCH" => [new("Accept-Patch", string.Join(", ", contentTypes))],
        "QUERY" => [new("Accept-Query", string.Join(", ", contentTypes.Select(type => $"\"{type}\"")))],
        "POST" => [new("Accept-Post", string.Join(", ", contentTypes))],
        _ => [],
    };

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is { } length and <= 1024 * 1024)
        {
            // One buffer of the declared size; a liar's extra bytes are the server's to refuse.
            var exact = new byte[length];
            var read = await request.Body.ReadAtLeastAsync(exact, exact.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return exact.AsMemory(0, read);
        }

        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    /// <summary>Half a surrogate pair written as an escape is valid JSON and no text: it would fail wherever the string is first looked at.</summary>
    private static void CheckEscapes(ReadOnlySpan<byte> body, int maxDepth)
    {
        if (body.IndexOf("\\ud"u8) < 0 && body.IndexOf("\\uD"u8) < 0)
        {
            return;
        }

        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = maxDepth });
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped)
            {
                continue;
            }

            try
            {
                _ = StrictUtf8.GetByteCount(reader.GetString()!);
            }
            catch (Exception fault) when (fault is InvalidOperationException or EncoderFallbackException)
            {
                throw Malformed($"The string at byte {reader.TokenStartIndex} has half a surrogate pair in it.", fault);
            }
        }
    }

    private static string Describe(JsonException fault, int maxDepth) => fault switch
    {
        { LineNumber: { } line, BytePositionInLine: { } position } =>
            $"The body is not valid JSON, or nested deeper than {maxDepth} levels: see line {line + 1}, byte {position + 1}.",
        _ => "The body is not valid JSON: an object has the same name twice.",
    };

    private static GatewayException Malformed(string detail, Exception? cause) => new(new Problem(400, ProblemCodes.MalformedJson, detail), cause);
}

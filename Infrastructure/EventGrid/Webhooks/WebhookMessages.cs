using System.Net.Http.Headers;
using Virga.Notifications;

namespace Virga.EventGrid;

/// <summary>Writes requests to webhooks, and reads of their answers as much as is wanted.</summary>
internal static class WebhookMessages
{
    /// <exception cref="ArgumentException">A header cannot be sent.</exception>
    public static HttpRequestMessage ToHttp(WebhookRequest request)
    {
        var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Endpoint);
        if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body.ToMemory());
            message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.ContentType);
        }

        foreach (var (name, value) in request.Headers)
        {
            if (value.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0 || !message.Headers.TryAddWithoutValidation(name, value))
            {
                throw new ArgumentException($"'{name}' is not a request header, or its value has a line break.", nameof(request));
            }
        }

        return message;
    }

    /// <summary>The answer, its body cut off at the limit.</summary>
    public static async Task<WebhookResponse> ReadAsync(HttpResponseMessage response, int maximumBytes, TimeProvider time, CancellationToken cancellationToken) => new((int)response.StatusCode)
    {
        RetryAfter = RetryAfter(response.Headers.RetryAfter, time),
        Headers = Headers(response),
        Body = await ReadAsync(response.Content, maximumBytes, cancellationToken).ConfigureAwait(false),
    };

    private static async Task<BinaryData> ReadAsync(HttpContent content, int maximumBytes, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[Math.Min(maximumBytes, content.Headers.ContentLength ?? 4096)];
            var length = 0;
            while (true)
            {
                length += await stream.ReadAtLeastAsync(buffer.AsMemory(length), buffer.Length - length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                if (length < buffer.Length || length >= maximumBytes || length == content.Headers.ContentLength)
                {
                    return BinaryData.FromBytes(buffer.AsMemory(0, length));
                }

                Array.Resize(ref buffer, Math.Min(maximumBytes, buffer.Length * 2));
            }
        }
    }

    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? header, TimeProvider time)
    {
        var wait = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    private static Dictionary<string, string> Headers(HttpResponseMessage response)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            headers[name] = values.ToString();
        }

        return headers;
    }
}

using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using Virga.Notifications;

namespace Virga.EventGrid;

/// <summary>Calls endpoints that subscribers chose, over HTTP, without letting them reach into the caller's network (SSRF).</summary>
/// <remarks>Only public addresses, checked after resolution and connected to as checked; https only; no redirects, cookies, proxy, credentials or decompression; bounded in time and bytes. See <see cref="WebhookHttpOptions"/>.</remarks>
public sealed class WebhookHttp : IWebhookTransport, IDisposable
{
    // Below it are the ports of mail, names, files and shells, which a request can be made to look like a command to.
    private const int FirstFreePort = 1024;

    private readonly WebhookHttpOptions options;
    private readonly TimeProvider time;
    private readonly HttpMessageInvoker invoker;
    private readonly WebhookConnector connector;

    /// <summary>A transport with the given options.</summary>
    public WebhookHttp(IOptions<WebhookHttpOptions> options, TimeProvider time)
        : this(Value(options), time, ResolveAsync)
    {
    }

    internal WebhookHttp(WebhookHttpOptions options, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        ArgumentNullException.ThrowIfNull(time);
        this.options = options;
        this.time = time;
        connector = new WebhookConnector(options.AllowLoopback, resolve);
        invoker = new HttpMessageInvoker(CreateHandler(options, connector));
    }

    /// <summary>The handler alone, for an <see cref="HttpClient"/> of one's own: the same addresses, no redirects, no cookies, no proxy. Time and bytes are then the client's to bound.</summary>
    public static HttpMessageHandler CreateHandler(WebhookHttpOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return CreateHandler(options, new WebhookConnector(options.AllowLoopback, ResolveAsync));
    }

    /// <inheritdoc/>
    public async Task<WebhookResponse> SendAsync(WebhookRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (Refusal(request.Endpoint) is { } refusal)
        {
            return new WebhookResponse(0) { Failure = WebhookFailure.Forbidden, Error = refusal };
        }

        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var message = CreateMessage(request);
            using var response = await invoker.SendAsync(message, both.Token).ConfigureAwait(false);
            var body = await ReadAsync(response.Content, both.Token).ConfigureAwait(false);
            return new WebhookResponse((int)response.StatusCode)
            {
                RetryAfter = RetryAfter(response.Headers.RetryAfter),
                Headers = Headers(response),
                Body = body,
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookResponse(0) { Failure = WebhookFailure.TimedOut, Error = $"No complete answer within {options.Timeout.TotalSeconds:0.###} seconds." };
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var refused = error as WebhookRefusedException ?? error.InnerException as WebhookRefusedException;
            return new WebhookResponse(0) { Failure = refused?.Failure ?? WebhookFailure.Connection, Error = refused?.Message ?? Words(error) };
        }
    }

    /// <inheritdoc/>
    public async Task<string?> RefusalAsync(Uri endpoint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (Refusal(endpoint) is { } refusal)
        {
            return refusal;
        }

        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await connector.AddressesAsync(endpoint.IdnHost, both.Token).ConfigureAwait(false);
            return null;
        }
        catch (WebhookRefusedException refused)
        {
            return refused.Failure == WebhookFailure.Forbidden ? refused.Message : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => invoker.Dispose();

    private string? Refusal(Uri endpoint)
    {
        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttps && endpoint.Scheme != Uri.UriSchemeHttp))
        {
            return $"'{endpoint}' is not an absolute https URI.";
        }

        if (endpoint.Scheme == Uri.UriSchemeHttp && !options.AllowHttp)
        {
            return $"'{endpoint}' is not https.";
        }

        if (!options.AllowLoopback && endpoint.Port is not (80 or 443 or >= FirstFreePort))
        {
            return $"Port {endpoint.Port} is another protocol's; webhooks are at 443, or at {FirstFreePort} and above.";
        }

        if (!options.AllowLoopback && options.OwnHosts.Contains(endpoint.IdnHost.TrimEnd('.'), StringComparer.OrdinalIgnoreCase))
        {
            return $"'{endpoint.Host}' is this app itself.";
        }

        return endpoint.UserInfo.Length > 0 ? $"The endpoint on '{endpoint.Host}' holds a user name; put credentials elsewhere." : null;
    }

    private static HttpRequestMessage CreateMessage(WebhookRequest request)
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

    private async Task<BinaryData> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[Math.Min(options.MaximumResponseBytes, content.Headers.ContentLength ?? 4096)];
            var length = 0;
            while (true)
            {
                length += await stream.ReadAtLeastAsync(buffer.AsMemory(length), buffer.Length - length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
                if (length < buffer.Length || length >= options.MaximumResponseBytes || length == content.Headers.ContentLength)
                {
                    return BinaryData.FromBytes(buffer.AsMemory(0, length));
                }

                Array.Resize(ref buffer, Math.Min(options.MaximumResponseBytes, buffer.Length * 2));
            }
        }
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
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

    private static string Words(Exception error) => error.InnerException is { } inner && !error.Message.Contains(inner.Message, StringComparison.Ordinal) ? $"{error.Message} {inner.Message}" : error.Message;

    private static SocketsHttpHandler CreateHandler(WebhookHttpOptions options, WebhookConnector connector) => new()
    {
        ConnectCallback = connector.ConnectAsync,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        Credentials = null,
        ActivityHeadersPropagator = null,
        ConnectTimeout = options.Timeout,
        MaxConnectionsPerServer = options.MaximumConnectionsPerHost,
        MaxResponseHeadersLength = 32,
        MaxResponseDrainSize = 0,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
    };

    private static Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken);

    private static WebhookHttpOptions Value(IOptions<WebhookHttpOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.Value;
    }
}

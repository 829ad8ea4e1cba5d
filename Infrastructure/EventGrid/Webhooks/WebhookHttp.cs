using System.Net;
using Microsoft.Extensions.Options;
using Virga.Notifications;

namespace Virga.EventGrid;

/// <summary>Calls endpoints that subscribers chose, over HTTP, without letting them reach into the caller's network (SSRF).</summary>
/// <remarks>Only public addresses, checked after resolution and connected to as checked; https only; no redirects, cookies, proxy, credentials or decompression; bounded in time and bytes. See <see cref="WebhookHttpOptions"/>.</remarks>
public sealed class WebhookHttp : IWebhookTransport, IDisposable
{
    private readonly WebhookHttpOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpMessageInvoker _invoker;
    private readonly WebhookConnector _connector;

    /// <summary>A transport with the given options.</summary>
    public WebhookHttp(IOptions<WebhookHttpOptions> options, TimeProvider time)
        : this(Value(options), time, ResolveAsync)
    {
    }

    internal WebhookHttp(WebhookHttpOptions options, TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        ArgumentNullException.ThrowIfNull(time);
        _options = options;
        _time = time;
        _connector = new WebhookConnector(options.AllowLoopback, resolve);
        _invoker = new HttpMessageInvoker(CreateHandler(options, _connector));
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
        if (WebhookEndpointRules.Refusal(request.Endpoint, _options) is { } refusal)
        {
            return new WebhookResponse(0) { Failure = WebhookFailure.Forbidden, Error = refusal };
        }

        using var timeout = new CancellationTokenSource(_options.Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var message = WebhookMessages.ToHttp(request);
            using var response = await _invoker.SendAsync(message, both.Token).ConfigureAwait(false);
            return await WebhookMessages.ReadAsync(response, _options.MaximumResponseBytes, _time, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new WebhookResponse(0) { Failure = WebhookFailure.TimedOut, Error = $"No complete answer within {_options.Timeout.TotalSeconds:0.###} seconds." };
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
        if (WebhookEndpointRules.Refusal(endpoint, _options) is { } refusal)
        {
            return refusal;
        }

        using var timeout = new CancellationTokenSource(_options.Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _connector.AddressesAsync(endpoint.IdnHost, both.Token).ConfigureAwait(false);
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
    public void Dispose() => _invoker.Dispose();

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

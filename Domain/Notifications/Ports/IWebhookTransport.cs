namespace Virga.Notifications;

/// <summary>Makes one HTTP request to an endpoint that a subscriber chose, and never to one the caller's network must be protected from (SSRF).</summary>
public interface IWebhookTransport
{
    /// <summary>Sends a request once: no retry, no redirect. A failure to get an answer is a value, too: see <see cref="WebhookResponse.Failure"/>.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<WebhookResponse> SendAsync(WebhookRequest request, CancellationToken cancellationToken = default);

    /// <summary>Why an endpoint may not be called, in words for who chose it; null when nothing speaks against it now. Every request asks again, for names change what they mean.</summary>
    /// <remarks>A name that does not resolve now is no reason. The words do not tell what a name resolves to: nobody is to learn the names of this network from them.</remarks>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<string?> RefusalAsync(Uri endpoint, CancellationToken cancellationToken = default);
}

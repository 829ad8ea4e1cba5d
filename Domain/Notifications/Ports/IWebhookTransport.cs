namespace Virga.Notifications;

/// <summary>Makes one HTTP request to an endpoint that a subscriber chose, and never to one the caller's network must be protected from (SSRF).</summary>
public interface IWebhookTransport
{
    /// <summary>Sends a request once: no retry, no redirect. A failure to get an answer is a value, too: see <see cref="WebhookResponse.Failure"/>.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    Task<WebhookResponse> SendAsync(WebhookRequest request, CancellationToken cancellationToken = default);
}

namespace Virga.Notifications;

/// <summary>The URLs in webhook messages, made from the configured base URL. The HTTP API serves these paths below <c>api/</c>.</summary>
internal sealed class WebhookLinks(NotificationsOptions options)
{
    public bool IsConfigured => options.PublicBaseUrl is not null;

    public string TopicArn(string topic) => options.TopicArnPrefix + topic;

    public string SubscriptionArn(string topic, string subscriptionId) => $"{TopicArn(topic)}:{subscriptionId}";

    public string Subscribe(string topic, string token) => $"{Base()}/api/topics/{topic}/subscriptions/confirm?token={token}";

    public string Unsubscribe(string topic, string subscriptionId, string token) => $"{Base()}/api/topics/{topic}/subscriptions/{subscriptionId}/unsubscribe?token={token}";

    public string SigningCertificate(string keyId) => $"{Base()}/api/notifications/signing/{keyId}.pem";

    private string Base() => (options.PublicBaseUrl ?? throw new InvalidOperationException($"{NotificationsOptions.Section}:{nameof(options.PublicBaseUrl)} is not configured.")).AbsoluteUri.TrimEnd('/');
}

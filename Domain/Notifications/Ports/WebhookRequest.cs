namespace Virga.Notifications;

/// <summary>One request to a subscriber's endpoint.</summary>
/// <param name="Endpoint">An absolute https URI (http only where the transport allows it) without user name.</param>
/// <param name="Body">The body; null for none.</param>
/// <param name="ContentType">The body's media type, parameters included.</param>
public sealed record WebhookRequest(Uri Endpoint, BinaryData? Body, string ContentType = "application/json; charset=utf-8")
{
    /// <summary>The HTTP method.</summary>
    /// <value>POST.</value>
    public string Method { get; init; } = "POST";

    /// <summary>Headers other than the content type, in the order they are sent.</summary>
    /// <value>None.</value>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];
}

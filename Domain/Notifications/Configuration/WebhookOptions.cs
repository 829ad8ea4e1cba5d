namespace Virga.Notifications;

/// <summary>What endpoints webhooks may have.</summary>
/// <remarks>No configuration section binds it: only the local host sets it, in code, in Development.</remarks>
public sealed class WebhookOptions
{
    /// <summary>Whether the protocol <c>http</c> and endpoints on this machine are allowed.</summary>
    /// <value>false</value>
    public bool AllowInsecureEndpoints { get; set; }
}

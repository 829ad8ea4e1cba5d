using Virga.Notifications;

namespace Virga.EventGrid;

/// <summary>Carries a refusal out of the handler's connect callback.</summary>
internal sealed class WebhookRefusedException(WebhookFailure failure, string message, Exception? innerException = null) : IOException(message, innerException)
{
    public WebhookFailure Failure { get; } = failure;
}

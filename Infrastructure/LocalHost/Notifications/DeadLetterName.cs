namespace Virga.LocalHost;

/// <summary>A dead letter that somebody chose on the notifications page.</summary>
internal sealed record DeadLetterName(string Subscription, string MessageId);

namespace Virga.Hosting;

/// <summary>What a receiver checks Standard Webhooks with.</summary>
/// <param name="Secret">The secret, <c>whsec_…</c>.</param>
internal sealed record WebhookSecret(string Secret);

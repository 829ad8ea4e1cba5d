using System.Globalization;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Makes the headers that sign a request to a webhook: Standard Webhooks' for every one, and for a raw delivery the RSA signature that its body has no place for.</summary>
internal sealed class RequestSigner(IMessageSigner signer, WebhookSecrets secrets, WebhookKeys keys, IOptions<NotificationsOptions> options, TimeProvider time)
{
    private readonly WebhookLinks _links = new(options.Value);

    public async Task<IReadOnlyList<KeyValuePair<string, string>>> SignAsync(
        NotificationMessage message, string subscriptionId, BinaryData body, bool isRaw, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var headers = new List<KeyValuePair<string, string>>();
        if (secrets.IsConfigured || keys.IsConfigured)
        {
            var content = StandardWebhooks.Content(message.MessageId, now, body.ToMemory().Span);
            headers.Add(new(StandardWebhooks.IdHeader, message.MessageId));
            headers.Add(new(StandardWebhooks.TimestampHeader, now.ToString(CultureInfo.InvariantCulture)));
            headers.Add(new(StandardWebhooks.SignatureHeader, string.Join(' ', [.. secrets.Sign(subscriptionId, content), .. keys.Sign(content)])));
        }

        if (isRaw)
        {
            var text = RawSignature.Content(now, message.MessageId, _links.TopicArn(message.Topic), body.ToString());
            var signature = await signer.SignAsync(text, cancellationToken).ConfigureAwait(false);
            headers.Add(new(RawSignature.Header, new RawSignature(now, signature.KeyId, signature.Value).ToString()));
            headers.Add(new(RawSignature.CertificateHeader, _links.SigningCertificate(signature.KeyId)));
        }

        return headers;
    }
}

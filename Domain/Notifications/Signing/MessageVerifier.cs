using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Virga.Notifications;

/// <summary>Checks, for who receives them, that SNS-shaped messages are genuine: ours, and Amazon SNS's too.</summary>
/// <param name="options">Whom to trust.</param>
/// <param name="fetchCertificate">Gets a certificate's PEM text from a URL that has passed the options' checks; cache the answers by URL.</param>
/// <param name="time">The clock.</param>
public sealed class MessageVerifier(MessageVerifierOptions options, Func<Uri, CancellationToken, Task<string>> fetchCertificate, TimeProvider time)
{
    /// <summary>Checks a message. What is wrong is a value, never an exception, unless the certificate cannot be fetched.</summary>
    /// <param name="envelope">The request's body as it came.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<MessageVerification> VerifyAsync(string envelope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        if (Parse(envelope) is not { } fields)
        {
            return MessageVerification.Refused("The body is not a JSON object.");
        }

        if (Fault(fields, out var certificateUrl, out var hash) is { } fault)
        {
            return MessageVerification.Refused(fault);
        }

        var pem = await fetchCertificate(certificateUrl!, cancellationToken).ConfigureAwait(false);
        return VerifySignature(fields, pem, hash);
    }

    private string? Fault(Dictionary<string, string> fields, out Uri? certificateUrl, out HashAlgorithmName hash)
    {
        certificateUrl = null;
        hash = HashAlgorithmName.SHA256;
        foreach (var name in (ReadOnlySpan<string>)["Type", "MessageId", "TopicArn", "Message", "Timestamp", "SignatureVersion", "Signature", "SigningCertURL"])
        {
            if (!fields.ContainsKey(name))
            {
                return $"{name} is missing.";
            }
        }

        if (fields["Type"] is not (EnvelopeTypes.Notification or EnvelopeTypes.SubscriptionConfirmation or EnvelopeTypes.UnsubscribeConfirmation))
        {
            return $"Type '{fields["Type"]}' is not known.";
        }

        if (options.TopicArn is not null && fields["TopicArn"] != options.TopicArn)
        {
            return $"TopicArn '{fields["TopicArn"]}' is not the one expected.";
        }

        if (!DateTimeOffset.TryParse(fields["Timestamp"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var timestamp)
            || (time.GetUtcNow() - timestamp).Duration() > options.TimestampWindow)
        {
            return $"Timestamp {fields["Timestamp"]} is not within {options.TimestampWindow} of now.";
        }

        switch (fields["SignatureVersion"])
        {
            case "2":
                break;
            case "1" when options.AllowSha1:
                hash = HashAlgorithmName.SHA1;
                break;
            default:
                return $"SignatureVersion '{fields["SignatureVersion"]}' is not accepted.";
        }

        if (!Uri.TryCreate(fields["SigningCertURL"], UriKind.Absolute, out certificateUrl) || !options.IsCertificateUrl(certificateUrl))
        {
            return $"SigningCertURL '{fields["SigningCertURL"]}' is not of a trusted host and path.";
        }

        return fields.TryGetValue("SubscribeURL", out var subscribe) && !(Uri.TryCreate(subscribe, UriKind.Absolute, out var url) && options.IsTrustedHost(url))
            ? $"SubscribeURL '{subscribe}' is not of a trusted host."
            : null;
    }

    private MessageVerification VerifySignature(Dictionary<string, string> fields, string pem, HashAlgorithmName hash)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            var now = time.GetUtcNow();
            if (now < certificate.NotBefore.ToUniversalTime() || now > certificate.NotAfter.ToUniversalTime())
            {
                return MessageVerification.Refused("The signing certificate is not valid now.");
            }

            using var key = certificate.GetRSAPublicKey();
            var text = CanonicalString.Of(fields["Type"], fields.GetValueOrDefault);
            var isGenuine = key is not null
                && key.VerifyData(Encoding.UTF8.GetBytes(text), Convert.FromBase64String(fields["Signature"]), hash, RSASignaturePadding.Pkcs1);
            return isGenuine ? MessageVerification.Genuine : MessageVerification.Refused("The signature does not fit the message.");
        }
        catch (Exception error) when (error is CryptographicException or FormatException or ArgumentException)
        {
            return MessageVerification.Refused($"The signature or its certificate cannot be read: {error.Message}");
        }
    }

    private static Dictionary<string, string>? Parse(string envelope)
    {
        try
        {
            using var document = JsonDocument.Parse(envelope);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            var fields = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var member in document.RootElement.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String))
            {
                fields[member.Name] = member.Value.GetString()!;
            }

            return fields;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

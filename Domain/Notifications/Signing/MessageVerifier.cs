using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Virga.Notifications;

/// <summary>Checks, for who receives them, that SNS-shaped messages are genuine: ours, and Amazon SNS's too.</summary>
/// <remarks>Keep one for the life of the process: it keeps certificates by URL, and remembers what has come.</remarks>
public sealed class MessageVerifier
{
    private readonly MessageVerifierOptions _options;
    private readonly TrustedCertificates _certificates;
    private readonly TimeProvider _time;

    /// <summary>A verifier.</summary>
    /// <param name="options">Whom to trust.</param>
    /// <param name="fetchCertificate">Gets a certificate's PEM text from a URL that has passed the options' checks: with a time-out, a bound on its size (64 KB will do), and without following redirects.</param>
    /// <param name="time">The clock.</param>
    public MessageVerifier(MessageVerifierOptions options, Func<Uri, CancellationToken, Task<string>> fetchCertificate, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(fetchCertificate);
        ArgumentNullException.ThrowIfNull(time);
        _options = options;
        _certificates = new TrustedCertificates(options, fetchCertificate, time);
        _time = time;
        Seen = new SeenMessages(time, options.TimestampWindow + options.TimestampWindow);
    }

    /// <summary>Which messages have come already.</summary>
    public SeenMessages Seen { get; }

    /// <summary>Checks a message. What is wrong is a value, never an exception, unless the certificate cannot be fetched.</summary>
    /// <param name="envelope">The request's body as it came.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<MessageVerification> VerifyAsync(string envelope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        if (EnvelopeFields.Parse(envelope) is not { } fields)
        {
            return MessageVerification.Refused("The body is not a JSON object.");
        }

        if (Fault(fields, out var certificateUrl, out var hash) is { } fault)
        {
            return MessageVerification.Refused(fault);
        }

        var text = CanonicalString.Of(fields["Type"], fields.GetValueOrDefault);
        return await SignatureFaultAsync(certificateUrl!, text, fields["Signature"], hash, cancellationToken).ConfigureAwait(false) is { } wrong
            ? MessageVerification.Refused(wrong)
            : Genuine(fields["MessageId"], fields["Type"] == EnvelopeTypes.Notification ? null : fields.GetValueOrDefault("SubscribeURL"));
    }

    /// <summary>Checks a raw delivery of ours, which is signed in its headers. What is wrong is a value, never an exception, unless the certificate cannot be fetched.</summary>
    /// <param name="header">Gives a header's value by its name in lower case; null when the request has none.</param>
    /// <param name="body">The request's body as it came.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<MessageVerification> VerifyRawAsync(Func<string, string?> header, string body, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(body);
        if (RawSignature.Parse(header(RawSignature.Header)) is not { } signature || header("x-amz-sns-message-id") is not { } id || header("x-amz-sns-topic-arn") is not { } topic)
        {
            return MessageVerification.Refused($"{RawSignature.Header}, x-amz-sns-message-id or x-amz-sns-topic-arn is missing.");
        }

        if ((TopicFault(topic) ?? TimeFault(DateTimeOffset.UnixEpoch.AddSeconds(Math.Min(signature.Timestamp, uint.MaxValue)), $"{signature.Timestamp}")) is { } fault)
        {
            return MessageVerification.Refused(fault);
        }

        var url = header(RawSignature.CertificateHeader);
        if (CertificateFault(url, out var certificateUrl) is { } untrusted)
        {
            return MessageVerification.Refused(untrusted);
        }

        var text = RawSignature.Content(signature.Timestamp, id, topic, body);
        return await SignatureFaultAsync(certificateUrl!, text, signature.Value, HashAlgorithmName.SHA256, cancellationToken).ConfigureAwait(false) is { } wrong
            ? MessageVerification.Refused(wrong)
            : Genuine(id, subscribeUrl: null);
    }

    private MessageVerification Genuine(string id, string? subscribeUrl) =>
        new(true, null) { MessageId = id, IsRepeat = !Seen.TryAdd(id), SubscribeUrl = subscribeUrl is null ? null : new Uri(subscribeUrl) };

    private string? TopicFault(string topic) => _options.TopicArn is { } expected && topic != expected ? $"TopicArn '{topic}' is not the one expected." : null;

    private string? TimeFault(DateTimeOffset? timestamp, string text) =>
        timestamp is { } at && (_time.GetUtcNow() - at).Duration() <= _options.TimestampWindow ? null : $"Timestamp {text} is not within {_options.TimestampWindow} of now.";

    private string? CertificateFault(string? text, out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && _options.IsCertificateUrl(url) ? null : $"SigningCertURL '{text}' is not of a trusted host and path.";

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

        var timestamp = DateTimeOffset.TryParse(fields["Timestamp"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed) ? parsed : (DateTimeOffset?)null;
        if ((TopicFault(fields["TopicArn"]) ?? TimeFault(timestamp, fields["Timestamp"])) is { } fault)
        {
            return fault;
        }

        switch (fields["SignatureVersion"])
        {
            case "2":
                break;
            case "1" when _options.AllowSha1:
                hash = HashAlgorithmName.SHA1;
                break;
            default:
                return $"SignatureVersion '{fields["SignatureVersion"]}' is not accepted.";
        }

        if (CertificateFault(fields["SigningCertURL"], out certificateUrl) is { } untrusted)
        {
            return untrusted;
        }

        return fields.TryGetValue("SubscribeURL", out var subscribe) && !(Uri.TryCreate(subscribe, UriKind.Absolute, out var url) && _options.IsTrustedHost(url))
            ? $"SubscribeURL '{subscribe}' is not of a trusted host."
            : null;
    }

    private async Task<string?> SignatureFaultAsync(Uri certificateUrl, string text, string signature, HashAlgorithmName hash, CancellationToken cancellationToken)
    {
        var (certificate, fault) = await _certificates.GetAsync(certificateUrl, cancellationToken).ConfigureAwait(false);
        if (certificate is null)
        {
            return fault;
        }

        try
        {
            using var key = certificate.GetRSAPublicKey();
            return key?.VerifyData(Encoding.UTF8.GetBytes(text), Convert.FromBase64String(signature), hash, RSASignaturePadding.Pkcs1) == true
                ? null
                : "The signature does not fit the message.";
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            return $"The signature or its certificate cannot be read: {error.Message}";
        }
    }
}

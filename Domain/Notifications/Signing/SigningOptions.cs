namespace Virga.Notifications;

/// <summary>The key webhook messages are signed with: a certificate with its RSA private key, as PEM texts or as a PFX.</summary>
public sealed class SigningOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Notifications:Signing";

    /// <summary>The certificate, PEM.</summary>
    /// <value>null: none; webhooks cannot be subscribed without a key.</value>
    public string? CertificatePem { get; set; }

    /// <summary>The certificate's RSA private key of at least 2,048 bits, PEM (PKCS#8 or PKCS#1, not encrypted).</summary>
    /// <value>null</value>
    public string? PrivateKeyPem { get; set; }

    /// <summary>Certificate and private key as a PFX in base64, in place of the PEM texts.</summary>
    /// <value>null</value>
    public string? Pfx { get; set; }

    /// <summary>The PFX's password.</summary>
    /// <value>null: none</value>
    public string? PfxPassword { get; set; }

    /// <summary>Gives certificate and private key, both PEM, when something is signed for the first time, in place of the texts above. Set in code, where a key is made on demand.</summary>
    /// <value>null: none</value>
    public Func<(string CertificatePem, string PrivateKeyPem)>? KeySource { get; set; }

    /// <summary>The certificates of further keys, PEM, that are to be served; those that this app has signed with before are served by themselves (<see cref="SigningCertificates"/>).</summary>
    /// <value>none</value>
    public IList<string> EarlierCertificatesPem { get; } = [];

    /// <summary>The secret that the secrets of subscriptions are derived from, base64, at least 32 bytes: with it, webhooks are signed with Standard Webhooks headers as well.</summary>
    /// <value>null: without those headers</value>
    public string? WebhookSecret { get; set; }

    /// <summary>Earlier ones, base64: requests are signed with these, too, until every receiver has the subscription's new secret.</summary>
    /// <value>none</value>
    public IList<string> EarlierWebhookSecrets { get; } = [];

    /// <summary>The Ed25519 private key that webhooks are signed with for Standard Webhooks' <c>v1a</c>: base64 of its seed of 32 bytes, or of seed and public key, with or without <c>whsk_</c> before it.</summary>
    /// <value>null: without such signatures</value>
    public string? WebhookPrivateKey { get; set; }

    /// <summary>Earlier ones: requests are signed with these, too, until every receiver has the new public key.</summary>
    /// <value>none</value>
    public IList<string> EarlierWebhookPrivateKeys { get; } = [];

    /// <summary>Whether a key is configured.</summary>
    public bool IsConfigured => CertificatePem is not null || PrivateKeyPem is not null || Pfx is not null || KeySource is not null;
}

namespace Virga.Notifications;

/// <summary>Signs the messages webhooks get: RSA with SHA-256 over SNS's canonical string.</summary>
public interface IMessageSigner
{
    /// <summary>Signs a text with the current key.</summary>
    /// <param name="text">The canonical string.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">No signing key is configured.</exception>
    ValueTask<MessageSignature> SignAsync(string text, CancellationToken cancellationToken = default);

    /// <summary>Whether there is a key to sign with.</summary>
    bool IsConfigured { get; }

    /// <summary>The certificate of a key, PEM; null for a key this app does not know. Certificates of earlier keys stay known while they are configured.</summary>
    string? FindCertificate(string keyId);
}

namespace Virga.Notifications;

/// <summary>Signs the messages webhooks get: RSA with SHA-256 over SNS's canonical string.</summary>
public interface IMessageSigner
{
    /// <summary>Signs a text with the current key, whose certificate receivers can get by then.</summary>
    /// <param name="text">The canonical string.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">No signing key is configured.</exception>
    /// <exception cref="StorageException">The certificate could not be published: nothing is signed with a key that nobody can check.</exception>
    ValueTask<MessageSignature> SignAsync(string text, CancellationToken cancellationToken = default);

    /// <summary>Whether there is a key to sign with.</summary>
    bool IsConfigured { get; }
}

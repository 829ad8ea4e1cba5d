using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Finds everything wrong with <see cref="SigningOptions"/>.</summary>
internal sealed class SigningOptionsValidator : IValidateOptions<SigningOptions>
{
    public ValidateOptionsResult Validate(string? name, SigningOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        if (options.Pfx is not null && (options.CertificatePem is not null || options.PrivateKeyPem is not null))
        {
            result.AddError("Set either Pfx, or CertificatePem and PrivateKeyPem.", SigningOptions.Section);
        }
        else if (options.IsConfigured && options.KeySource is null && Fault(() => SigningKey.Load(options)) is { } fault)
        {
            result.AddError($"The key cannot be used: {fault}", SigningOptions.Section);
        }

        for (var index = 0; index < options.EarlierCertificatesPem.Count; index++)
        {
            var pem = options.EarlierCertificatesPem[index];
            if (Fault(() => X509Certificate2.CreateFromPem(pem)) is { } earlier)
            {
                result.AddError($"The certificate cannot be read: {earlier}", $"{SigningOptions.Section}:{nameof(options.EarlierCertificatesPem)}:{index}");
            }
        }

        foreach (var (setting, secret) in Named(nameof(options.WebhookSecret), options.WebhookSecret, nameof(options.EarlierWebhookSecrets), options.EarlierWebhookSecrets))
        {
            if (!WebhookSecrets.IsMaster(secret))
            {
                result.AddError($"It has {secret.Length} characters and is not base64 of at least {WebhookSecrets.MasterBytes} random bytes.", setting);
            }
        }

        foreach (var (setting, text) in Named(nameof(options.WebhookPrivateKey), options.WebhookPrivateKey, nameof(options.EarlierWebhookPrivateKeys), options.EarlierWebhookPrivateKeys))
        {
            using var key = WebhookKeys.Read(text);
            if (key is null)
            {
                result.AddError($"It has {text.Length} characters and is not base64 of an Ed25519 seed of 32 bytes, or of the seed and its public key.", setting);
            }
        }

        return result.Build();
    }

    /// <summary>The settings that are there, by their names: secrets are not shown.</summary>
    private static IEnumerable<(string Setting, string Value)> Named(string name, string? current, string earlierName, IList<string> earlier)
    {
        if (current is not null)
        {
            yield return ($"{SigningOptions.Section}:{name}", current);
        }

        foreach (var (index, value) in earlier.Index())
        {
            yield return ($"{SigningOptions.Section}:{earlierName}:{index}", value);
        }
    }

    private static string? Fault(Func<X509Certificate2> load)
    {
        try
        {
            using var certificate = load();
            return null;
        }
        catch (Exception error) when (error is CryptographicException or FormatException or ArgumentException)
        {
            return error.Message;
        }
    }
}

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

        foreach (var secret in options.EarlierWebhookSecrets.Append(options.WebhookSecret).OfType<string>().Where(secret => !WebhookSecrets.IsMaster(secret)))
        {
            result.AddError($"A webhook secret has {secret.Length} characters and is not base64 of at least {WebhookSecrets.MasterBytes} random bytes.", $"{SigningOptions.Section}:{nameof(options.WebhookSecret)}");
        }

        foreach (var text in options.EarlierWebhookPrivateKeys.Append(options.WebhookPrivateKey).OfType<string>())
        {
            using var key = WebhookKeys.Read(text);
            if (key is null)
            {
                result.AddError($"A webhook private key has {text.Length} characters and is not base64 of an Ed25519 seed of 32 bytes, or of the seed and its public key.", $"{SigningOptions.Section}:{nameof(options.WebhookPrivateKey)}");
            }
        }

        return result.Build();
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

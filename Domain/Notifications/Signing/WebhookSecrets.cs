using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>The secrets that subscriptions share with this app for Standard Webhooks (<c>v1</c>, HMAC-SHA256): each subscription has its own, derived from <see cref="SigningOptions.WebhookSecret"/>.</summary>
/// <remarks>Source: Standard Webhooks 1.0. Nothing is stored: the same subscription always has the same secret, and no secret tells anything of another.</remarks>
public sealed class WebhookSecrets
{
    /// <summary>What serialised secrets begin with.</summary>
    public const string Prefix = "whsec_";

    internal const int MasterBytes = 32;

    private readonly byte[][] _masters;

    internal WebhookSecrets(IOptions<SigningOptions> options)
    {
        IEnumerable<string> secrets = options.Value.WebhookSecret is { } current ? [current, .. options.Value.EarlierWebhookSecrets] : [];
        _masters = [.. secrets.Select(secret => HKDF.Extract(HashAlgorithmName.SHA256, Convert.FromBase64String(secret), salt: null))];
    }

    /// <summary>Whether there is a secret to derive from; without, webhooks have no Standard Webhooks headers.</summary>
    public bool IsConfigured => _masters.Length > 0;

    /// <summary>A subscription's secret as its receiver is told it: <c>whsec_</c> and 32 bytes in base64.</summary>
    /// <exception cref="NotificationException">None is configured (<see cref="NotificationErrors.WebhooksNotConfigured"/>).</exception>
    public string Of(string subscriptionId)
    {
        ArgumentException.ThrowIfNullOrEmpty(subscriptionId);
        return IsConfigured
            ? Prefix + Convert.ToBase64String(Derive(_masters[0], subscriptionId))
            : throw new NotificationException(NotificationErrors.WebhooksNotConfigured, $"Standard Webhooks need {SigningOptions.Section}:{nameof(SigningOptions.WebhookSecret)}.");
    }

    /// <summary>A signature with the current secret, and one with each earlier.</summary>
    internal IEnumerable<string> Sign(string subscriptionId, byte[] content) => _masters.Select(master => StandardWebhooks.Sign(Derive(master, subscriptionId), content));

    internal static bool IsMaster(string secret)
    {
        var bytes = new byte[secret.Length];
        return Convert.TryFromBase64String(secret, bytes, out var length) && length >= MasterBytes;
    }

    private static byte[] Derive(byte[] master, string subscriptionId) =>
        HKDF.Expand(HashAlgorithmName.SHA256, master, 32, Encoding.UTF8.GetBytes("virga webhook secret " + subscriptionId));
}

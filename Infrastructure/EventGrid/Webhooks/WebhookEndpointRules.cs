namespace Virga.EventGrid;

/// <summary>What an endpoint's URL must be before anybody asks for its address.</summary>
internal static class WebhookEndpointRules
{
    // Below it are the ports of mail, names, files and shells, which a request can be made to look like a command to.
    private const int FirstFreePort = 1024;

    /// <summary>Why an endpoint may not be called, whatever its host resolves to; null when nothing speaks against it.</summary>
    public static string? Refusal(Uri endpoint, WebhookHttpOptions options)
    {
        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttps && endpoint.Scheme != Uri.UriSchemeHttp))
        {
            return $"'{endpoint}' is not an absolute https URI.";
        }

        if (endpoint.Scheme == Uri.UriSchemeHttp && !options.AllowHttp)
        {
            return $"'{endpoint}' is not https.";
        }

        if (!options.AllowLoopback && endpoint.Port is not (80 or 443 or >= FirstFreePort))
        {
            return $"Port {endpoint.Port} is another protocol's; webhooks are at 443, or at {FirstFreePort} and above.";
        }

        if (!options.AllowLoopback && options.OwnHosts.Contains(endpoint.IdnHost.TrimEnd('.'), StringComparer.OrdinalIgnoreCase))
        {
            return $"'{endpoint.Host}' is this app itself.";
        }

        return endpoint.UserInfo.Length > 0 ? $"The endpoint on '{endpoint.Host}' holds a user name; put credentials elsewhere." : null;
    }
}

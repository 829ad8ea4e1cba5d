using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Virga.EventGrid;

/// <summary>Who may publish: holders of the key, of a SAS token made with it, or of a bearer token that a configured check accepts.</summary>
/// <remarks>A credential that is there must be good, whatever else is there; and there must be one.</remarks>
internal sealed class PublishAuthorization(string accessKey, Func<string, CancellationToken, ValueTask<bool>>? acceptBearer, TimeProvider time)
{
    private const string SasScheme = "SharedAccessSignature";

    private readonly byte[] _key = Encoding.UTF8.GetBytes(accessKey);
    private readonly byte[] _secret = Convert.FromBase64String(accessKey);

    /// <summary>Why the request is refused; null when it is not.</summary>
    public async ValueTask<string?> RefusalAsync(PublishRequest request, CancellationToken cancellationToken)
    {
        var credentials = 0;
        foreach (var sent in request.Header("aeg-sas-key"))
        {
            credentials++;
            if (!IsKey(sent))
            {
                return "The access key in aeg-sas-key is not the topic's.";
            }
        }

        foreach (var token in request.Header("aeg-sas-token"))
        {
            credentials++;
            if (SasFault(token, request.Topic) is { } fault)
            {
                return fault;
            }
        }

        foreach (var authorization in request.Header("Authorization"))
        {
            credentials++;
            if (await AuthorizationFaultAsync(authorization ?? "", request.Topic, cancellationToken).ConfigureAwait(false) is { } fault)
            {
                return fault;
            }
        }

        return credentials > 0 ? null : "Request must contain one of the following authorization headers: aeg-sas-key, aeg-sas-token, Authorization.";
    }

    private bool IsKey(string? sent) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent ?? ""), _key);

    private async ValueTask<string?> AuthorizationFaultAsync(string header, string topic, CancellationToken cancellationToken)
    {
        var (scheme, value) = header.IndexOf(' ') is var space and > 0 ? (header[..space], header[(space + 1)..].Trim()) : (header, "");
        if (scheme.Equals(SasScheme, StringComparison.OrdinalIgnoreCase))
        {
            return SasFault(value, topic);
        }

        if (!scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return $"The Authorization scheme is neither {SasScheme} nor Bearer.";
        }

        if (acceptBearer is null)
        {
            return "This endpoint takes no bearer tokens. Use the access key.";
        }

        return await acceptBearer(value, cancellationToken).ConfigureAwait(false) ? null : "The bearer token is not accepted.";
    }

    // r=<resource>&e=<expiry>&s=<signature>, each URL-encoded; the signature is over what stands before "&s=".
    private string? SasFault(string? token, string topic)
    {
        const string Broken = "The SAS token is not of the form r=<resource>&e=<expiry>&s=<signature>.";
        var mark = token?.LastIndexOf("&s=", StringComparison.Ordinal) ?? -1;
        if (mark < 0)
        {
            return Broken;
        }

        var signed = token![..mark];
        var signature = WebUtility.UrlDecode(token[(mark + 3)..]);
        var expected = Convert.ToBase64String(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(signed)));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(expected)))
        {
            return "The SAS token's signature is not made with the topic's key.";
        }

        var parts = signed.Split('&').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToLookup(part => part[0], part => WebUtility.UrlDecode(part[1]), StringComparer.Ordinal);
        var resource = parts["r"].FirstOrDefault();
        if (resource is null || !DateTimeOffset.TryParse(parts["e"].FirstOrDefault(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var expiry))
        {
            return Broken;
        }

        if (!Uri.TryCreate(resource, UriKind.Absolute, out var uri) || !uri.AbsolutePath.EndsWith($"/{topic}/api/events", StringComparison.OrdinalIgnoreCase))
        {
            return "The SAS token is for another resource.";
        }

        return expiry > time.GetUtcNow() ? null : "The SAS token has expired.";
    }
}

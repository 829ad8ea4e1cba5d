using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Virga.CosmosEmulator;

/// <summary>Checks that a request on a port is signed with the account key: HMAC-SHA256 over method, resource and date, as the REST reference describes.</summary>
internal sealed class RequestSignature
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(15);
    private readonly byte[] _key;
    private readonly TimeProvider _time;

    /// <exception cref="FormatException">The key is not base64.</exception>
    public RequestSignature(string key, TimeProvider time)
    {
        _key = Convert.FromBase64String(key);
        _time = time;
    }

    /// <exception cref="WireFault">401: no signature, a wrong one, or one too old.</exception>
    public void Check(WireRequest request)
    {
        var parts = Uri.UnescapeDataString(request.Header(WireHeaders.Authorization) ?? throw Refused("Required Header authorization is missing. Ensure a valid Authorization token is passed."))
            .Split('&').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1]);
        var date = request.Header(WireHeaders.Date) ?? request.Header("Date") ?? throw Refused("The header x-ms-date is missing.");
        if (!parts.TryGetValue("type", out var type) || type != "master" || !parts.TryGetValue("sig", out var signature))
        {
            throw Refused("Only signatures with the account key (type=master) are accepted here.");
        }

        if (!DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var sent) || (_time.GetUtcNow() - sent).Duration() > Tolerance)
        {
            throw new WireFault(403, $"The authorization token is not valid at the current time; its date is '{date}'.");
        }

        var given = Encoding.UTF8.GetBytes(signature);
        foreach (var (resourceType, link) in Resources(request.Segments))
        {
            var text = $"{request.Method.ToLowerInvariant()}\n{resourceType}\n{link}\n{date.ToLowerInvariant()}\n\n";
            var expected = Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)));
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), given))
            {
                return;
            }
        }

        throw Refused("The input authorization token can't serve the request. The wrong key is being used or the expected payload is not built as per the protocol.");
    }

    /// <summary>What may be signed for a path: names as they are, or the last <c>_rid</c> in lower case.</summary>
    private static IEnumerable<(string Type, string Link)> Resources(string[] segments)
    {
        if (segments is [.. var target, "operations", _])
        {
            // What is done to a resource is signed as the resource.
            segments = target;
        }

        // An odd number of segments ends with a collection of resources: its owner is signed.
        var isFeed = segments.Length % 2 == 1;
        var type = segments.Length == 0 ? "" : (isFeed ? segments[^1] : segments[^2]).ToLowerInvariant();
        var owner = isFeed ? segments[..^1] : segments;
        yield return (type, string.Join('/', owner));
        if (owner.Length > 0)
        {
            yield return (type, owner[^1].ToLowerInvariant());
        }
    }

    private static WireFault Refused(string message) => new(401, message);
}

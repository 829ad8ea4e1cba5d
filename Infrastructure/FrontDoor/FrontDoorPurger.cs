using System.Net.Http.Headers;
using System.Net.Http.Json;
using Azure.Core;
using Microsoft.Extensions.Options;
using Virga.Gateway;

namespace Virga.FrontDoor;

/// <summary>Purges Azure Front Door by path, which is all it knows: the paths that the changed documents' answers have.</summary>
/// <remarks>Needs the role CDN Endpoint Contributor on the endpoint. A purge takes Front Door minutes to reach all its places; it is accepted at once (202).</remarks>
internal sealed class FrontDoorPurger(HttpClient http, TokenCredential credential, IOptions<FrontDoorOptions> options) : ICachePurger
{
    /// <summary>How many paths one request may have.</summary>
    private const int PathsAtOnce = 50;

    private const string ApiVersion = "2024-02-01";

    private readonly FrontDoorOptions _options = options.Value;

    /// <inheritdoc/>
    public bool IsLocal => false;

    /// <inheritdoc/>
    public async Task PurgeAsync(CachePurge purge, CancellationToken cancellationToken)
    {
        if (_options.Endpoint is not { } endpoint)
        {
            return;
        }

        foreach (var paths in purge.Paths.Distinct(StringComparer.Ordinal).Chunk(PathsAtOnce))
        {
            await SendAsync(endpoint, paths, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(string endpoint, string[] paths, CancellationToken cancellationToken)
    {
        var token = await credential.GetTokenAsync(new TokenRequestContext([new Uri(_options.Management, ".default").AbsoluteUri]), cancellationToken).ConfigureAwait(false);
        var body = new Dictionary<string, IEnumerable<string>> { ["contentPaths"] = paths };
        if (_options.Domains.Count > 0)
        {
            body["domains"] = _options.Domains;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_options.Management, $"{endpoint.TrimEnd('/')}/purge?api-version={ApiVersion}"))
        {
            Content = JsonContent.Create(body),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"Front Door refused to purge {paths.Length} paths: {(int)response.StatusCode}.", null, response.StatusCode);
        }
    }
}

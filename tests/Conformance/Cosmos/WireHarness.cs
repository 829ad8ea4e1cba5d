using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Azure.Cosmos;

namespace Conformance.Cosmos;

/// <summary>An endpoint to send requests to as they are, signed with the account key, and a database made for the run.</summary>
public abstract class WireHarness : IAsyncLifetime
{
    private readonly byte[] _key;

    protected WireHarness(HttpClient http, Uri endpoint, string key)
    {
        Http = http;
        Endpoint = endpoint;
        _key = Convert.FromBase64String(key);
        Sdk = new CosmosClient(endpoint.ToString(), key, new CosmosClientOptions
        {
            ConnectionMode = ConnectionMode.Gateway,
            LimitToEndpoint = true,
            UseSystemTextJsonSerializerWithOptions = new JsonSerializerOptions(),
        });
    }

    public string Database { get; } = $"virga-wire-{Guid.NewGuid():n}";

    /// <summary>The .NET SDK on the same endpoint.</summary>
    public CosmosClient Sdk { get; }

    private HttpClient Http { get; }

    private Uri Endpoint { get; }

    public virtual async ValueTask InitializeAsync()
    {
        using var response = await SendAsync("POST", "/dbs", $$"""{"id":"{{Database}}"}""", []);
        response.EnsureSuccessStatusCode();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        using (await SendAsync("DELETE", $"/dbs/{Database}", null, []))
        {
            Sdk.Dispose();
            Http.Dispose();
        }
    }

    public async Task<HttpResponseMessage> SendAsync(string method, string path, string? body, IEnumerable<KeyValuePair<string, string>> headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Endpoint, path));
        request.Headers.TryAddWithoutValidation("x-ms-version", "2020-07-15");
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        var date = DateTimeOffset.UtcNow.ToString("R", CultureInfo.InvariantCulture);
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("authorization", Signature(method, path, date));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type")
            {
                request.Content!.Headers.ContentType = new MediaTypeHeaderValue(value);
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The signature the REST reference describes: over method, resource type, resource and date.</summary>
    private string Signature(string method, string path, string date)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        var isFeed = segments.Length % 2 == 1;
        var type = segments.Length == 0 ? "" : isFeed ? segments[^1] : segments[^2];
        var text = $"{method}\n{type}\n{string.Join('/', isFeed ? segments[..^1] : segments)}\n{date}\n\n".Split('\n');
        (text[0], text[1], text[3]) = (text[0].ToLowerInvariant(), text[1].ToLowerInvariant(), text[3].ToLowerInvariant());
        var hash = Convert.ToBase64String(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(string.Join('\n', text))));
        return Uri.EscapeDataString($"type=master&ver=1.0&sig={hash}");
    }
}

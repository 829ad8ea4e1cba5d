using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace EndToEnd;

/// <summary>Speaks HTTP to the app as curl would: what is sent is what the test says.</summary>
internal sealed class Api(Uri baseAddress, string? token = null) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = baseAddress };

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> DeleteAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Delete, path, null, headers);

    public Task<Answer> PostAsync(string path, string json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, Body(json, "application/json"), headers);

    public Task<Answer> PutAsync(string path, string json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, path, Body(json, "application/json"), headers);

    public Task<Answer> PatchAsync(string path, string json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Patch, path, Body(json, "application/merge-patch+json"), headers);

    /// <summary>What a list has, over all of its pages.</summary>
    /// <param name="path">The list, with the query <c>limit</c> at least.</param>
    public async Task<IReadOnlyList<JsonElement>> ItemsAsync(string path)
    {
        var items = new List<JsonElement>();
        var cursor = "";
        do
        {
            var page = (await GetAsync(path + cursor)).Expect(200).Json;
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.TryGetProperty("next", out var next) && next.GetString() is { } place ? $"&cursor={Uri.EscapeDataString(place)}" : "";
        }
        while (cursor.Length > 0);

        return items;
    }

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(
            $"{method} {path}", response.StatusCode, response.Headers, response.Content.Headers.ContentType?.MediaType, [.. response.Content.Headers.Allow], text);
    }

    public void Dispose() => _http.Dispose();

    private static StringContent Body(string json, string mediaType) => new(json, Encoding.UTF8, new MediaTypeHeaderValue(mediaType));
}

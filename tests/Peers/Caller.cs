using System.Net;
using System.Net.Http.Headers;
using Support;

namespace Peers;

/// <summary>Asks an app that may die at any moment, and asks again whatever it left unanswered.</summary>
internal sealed class Caller : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly HttpClient _http;

    public Caller(Uri app, string token)
    {
        _http = new HttpClient { BaseAddress = app, Timeout = TimeSpan.FromSeconds(30) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<HttpResponseMessage> PostAsync(string path, string json, params HttpStatusCode[] wanted) => Eventually.Value(
        async () =>
        {
            using var content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
            var response = await _http.PostAsync(path, content);
            if (wanted.Contains(response.StatusCode))
            {
                return response;
            }

            using (response)
            {
                throw new InvalidOperationException($"{path} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync()}");
            }
        },
        $"{path} is answered",
        Patience);

    public void Dispose() => _http.Dispose();
}

using System.Collections.Concurrent;
using System.Net.Http.Headers;

namespace Benchmarks;

/// <summary>Answers each kind of request with what a real endpoint answered the first time: what is left is the SDK's own cost.</summary>
internal sealed class ReplayHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private readonly ConcurrentDictionary<string, Recording> _recordings = new();

    /// <summary>Whether to answer from the recordings; what was not recorded yet still goes to the endpoint.</summary>
    public bool IsReplaying { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var kind = Kind(request);
        if (IsReplaying && _recordings.TryGetValue(kind, out var recording))
        {
            return recording.ToResponse(request);
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (IsReplaying && response.IsSuccessStatusCode)
        {
            _recordings.TryAdd(kind, new Recording(response, await response.Content.ReadAsByteArrayAsync(cancellationToken)));
        }

        return response;
    }

    private static string Kind(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        var at = path.IndexOf("/docs", StringComparison.Ordinal);
        return at < 0 ? Guid.NewGuid().ToString()
            : $"{request.Method} {path.Length > at + 6} {request.Headers.Contains("x-ms-documentdb-isquery")} {request.Headers.Contains("x-ms-cosmos-is-batch-request")}";
    }

    private sealed class Recording(HttpResponseMessage recorded, byte[] body)
    {
        private readonly KeyValuePair<string, IEnumerable<string>>[] _headers = [.. recorded.Headers];
        private readonly MediaTypeHeaderValue? _type = recorded.Content.Headers.ContentType;

        public HttpResponseMessage ToResponse(HttpRequestMessage request)
        {
            var response = new HttpResponseMessage(recorded.StatusCode) { RequestMessage = request, Content = new ReadOnlyMemoryContent(body) };
            response.Content.Headers.ContentType = _type;
            foreach (var (name, values) in _headers)
            {
                response.Headers.TryAddWithoutValidation(name, values);
            }

            return response;
        }
    }
}

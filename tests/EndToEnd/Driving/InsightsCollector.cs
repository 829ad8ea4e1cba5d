using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Support;

namespace EndToEnd;

/// <summary>The ingestion endpoint of Application Insights: keeps the names of what an app sends.</summary>
internal sealed class InsightsCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Type, string Name)> _items = new();

    private InsightsCollector(WebApplication app) => _app = app;

    public string ConnectionString
    {
        get
        {
            var address = Loopback.AddressOf(_app);
            return $"InstrumentationKey={Guid.Empty};IngestionEndpoint={address};LiveEndpoint={address}";
        }
    }

    public IEnumerable<string> Requests => Named("RequestData");

    public IEnumerable<string> Metrics => Named("MetricData");

    public IEnumerable<string> Messages => Named("MessageData");

    public static async Task<InsightsCollector> StartAsync()
    {
        var app = Loopback.CreateBuilder().Build();
        var collector = new InsightsCollector(app);
        app.MapPost("/v2.1/track", collector.ReceiveAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IEnumerable<string> Named(string type) => _items.Where(item => item.Type == type).Select(item => item.Name);

    // One JSON object a line.
    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        await using var body = request.Headers.ContentEncoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
        using var reader = new StreamReader(body);
        var count = 0;
        while (await reader.ReadLineAsync(request.HttpContext.RequestAborted) is { } line)
        {
            using var item = JsonDocument.Parse(line);
            Keep(item.RootElement.GetProperty("data"));
            count++;
        }

        return Results.Json(new { itemsReceived = count, itemsAccepted = count, errors = Array.Empty<object>() });
    }

    private void Keep(JsonElement item)
    {
        var (type, data) = (item.GetProperty("baseType").GetString()!, item.GetProperty("baseData"));
        var name = type switch
        {
            "MetricData" => data.GetProperty("metrics")[0].GetProperty("name"),
            "MessageData" => data.GetProperty("message"),
            "RequestData" => data.GetProperty("name"),
            _ => default,
        };
        if (name.ValueKind == JsonValueKind.String)
        {
            _items.Enqueue((type, name.GetString()!));
        }
    }
}

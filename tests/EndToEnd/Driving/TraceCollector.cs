using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Support;

namespace EndToEnd;

/// <summary>An OpenTelemetry collector: keeps the spans that an app exports over OTLP (HTTP, protobuf).</summary>
internal sealed class TraceCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Scope, string Name, string TraceId)> _spans = new();

    private TraceCollector(WebApplication app) => _app = app;

    public string Endpoint => Loopback.AddressOf(_app).GetLeftPart(UriPartial.Authority);

    public bool HasMetrics { get; private set; }

    public static async Task<TraceCollector> StartAsync()
    {
        var app = Loopback.CreateBuilder().Build();
        var collector = new TraceCollector(app);
        app.MapPost("/v1/{signal}", collector.ReceiveAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }

    /// <summary>The sources that have spans in a trace.</summary>
    public IReadOnlySet<string> ScopesOf(string traceId) => _spans.Where(span => span.TraceId == traceId).Select(span => span.Scope).ToHashSet(StringComparer.Ordinal);

    /// <summary>The names of the spans in a trace.</summary>
    public IReadOnlySet<string> NamesOf(string traceId) => _spans.Where(span => span.TraceId == traceId).Select(span => span.Name).ToHashSet(StringComparer.Ordinal);

    /// <summary>The names of a source's spans in a trace.</summary>
    public IReadOnlySet<string> NamesOf(string traceId, string scope) =>
        _spans.Where(span => span.TraceId == traceId && span.Scope == scope).Select(span => span.Name).ToHashSet(StringComparer.Ordinal);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> ReceiveAsync(HttpRequest request, string signal)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        HasMetrics |= signal == "metrics";
        if (signal == "traces")
        {
            ReadSpans(body.ToArray());
        }

        return Results.Bytes([], "application/x-protobuf");
    }

    // ExportTraceServiceRequest: resource_spans = 1; ResourceSpans: scope_spans = 2; ScopeSpans: scope = 1, spans = 2; Scope: name = 1; Span: trace_id = 1, name = 5.
    private void ReadSpans(ReadOnlyMemory<byte> request)
    {
        foreach (var scope in Parts(request, 1).SelectMany(resource => Parts(resource, 2)))
        {
            var name = Encoding.UTF8.GetString(Parts(Parts(scope, 1).Single(), 1).Single().Span);
            foreach (var span in Parts(scope, 2))
            {
                _spans.Enqueue((name, Encoding.UTF8.GetString(Parts(span, 5).Single().Span), Convert.ToHexStringLower(Parts(span, 1).Single().Span)));
            }
        }
    }

    /// <summary>The length-delimited fields of a protobuf message that have a number.</summary>
    private static List<ReadOnlyMemory<byte>> Parts(ReadOnlyMemory<byte> message, int number)
    {
        var parts = new List<ReadOnlyMemory<byte>>();
        var position = 0;
        while (position < message.Length)
        {
            var tag = Varint(message.Span, ref position);
            switch (tag & 7)
            {
                case 0:
                    Varint(message.Span, ref position);
                    break;
                case 1:
                    position += sizeof(ulong);
                    break;
                case 5:
                    position += sizeof(uint);
                    break;
                default:
                    var length = (int)Varint(message.Span, ref position);
                    if ((int)(tag >> 3) == number)
                    {
                        parts.Add(message.Slice(position, length));
                    }

                    position += length;
                    break;
            }
        }

        return parts;
    }

    private static ulong Varint(ReadOnlySpan<byte> message, ref int position)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var next = message[position++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }
    }
}

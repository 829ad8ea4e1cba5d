using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>What all streamed answers have in common: headers, no buffering, and a time of their own.</summary>
internal sealed class StreamedAnswer : IDisposable
{
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _either;

    private StreamedAnswer(HttpContext context)
    {
        Time = context.RequestServices.GetRequiredService<TimeProvider>();
        _limit = new CancellationTokenSource(context.RequestServices.GetRequiredService<IOptions<GatewayOptions>>().Value.StreamTimeout, Time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _limit.Token);
    }

    public TimeProvider Time { get; }

    /// <summary>Cancelled when the client leaves or the stream's time is over.</summary>
    public CancellationToken Cancelled => _either.Token;

    /// <summary>Whether the stream's time is over.</summary>
    public bool IsOver => _limit.IsCancellationRequested;

    /// <summary>Begins: from here on the function's time-out does not count, and what is written goes out.</summary>
    public static StreamedAnswer Of(HttpContext context) => new(context);

    public static void Start(HttpContext context, string contentType)
    {
        context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
        context.Response.ContentType = contentType;
        context.Response.Headers.CacheControl = "no-cache, no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
    }

    public void Dispose()
    {
        _either.Dispose();
        _limit.Dispose();
    }
}

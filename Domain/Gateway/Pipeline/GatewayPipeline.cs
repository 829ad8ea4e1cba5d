using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RequestDecompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>The gateway: an ASP.NET Core pipeline of its own, which every HTTP invocation goes through and at whose end the function is called.</summary>
/// <remarks>
/// In this order: forwarded headers, request id, access log, security headers, CORS, errors, networks, global throttle, body limit, decompression,
/// timeouts, authentication (or an authorizer), API key and usage plan, throttles, authorization, then the stages the function's attributes ask for
/// (<see cref="FunctionStages"/>), function. ASP.NET Core's own middleware finds the attributes as endpoint metadata. Built once; safe for concurrent use.
/// </remarks>
public sealed class GatewayPipeline
{
    private readonly ConcurrentDictionary<Endpoint, RequestDelegate> _functions = new(ReferenceEqualityComparer.Instance);
    private readonly FunctionStages _stages;
    private readonly RequestDelegate _pipeline;

    /// <summary>A pipeline over the application's services.</summary>
    public GatewayPipeline(IServiceProvider services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var logs = services.GetRequiredService<ILoggerFactory>();
        var time = services.GetRequiredService<TimeProvider>();
        var observer = services.GetRequiredService<AccessObserver>();
        var options = services.GetRequiredService<IOptions<GatewayOptions>>().Value;
        var timing = observer.Options.ServerTiming ?? services.GetService<IHostEnvironment>()?.IsDevelopment() == true;
        var errors = logs.CreateLogger(Log.Category);

        _stages = new FunctionStages(services);
        var app = new ApplicationBuilder(services);
        GatewayEdge.UseForwarded(app);
        app.Use(next => new RequestIdMiddleware(next).InvokeAsync);
        app.Use(next => new AccessLogMiddleware(next, observer, timing, time).InvokeAsync);
        GatewayEdge.UseAnswers(app);
        app.Use(next => new ErrorMiddleware(next, errors).InvokeAsync);
        GatewayEdge.UseRefusals(app);
        app.Use(next => new BodyLimitMiddleware(next, options.MaxBodyBytes).InvokeAsync);
        app.Use(next => new DecompressionMiddleware(next, services.GetRequiredService<IRequestDecompressionProvider>(), options.MaxBodyBytes).InvokeAsync);
        app.UseRequestTimeouts();
        app.Use(next => new Guard(app, next).InvokeAsync);
        app.Run(static context => GatewayFeature.Of(context).Stages(context));
        _pipeline = app.Build();
    }

    /// <summary>Answers one request: runs the pipeline, and in it the function, whose result is executed on the context.</summary>
    /// <param name="context">The invocation's context.</param>
    /// <param name="endpoint">The function as an endpoint, its attributes as metadata: <see cref="GatewayEndpoints.Find"/>.</param>
    /// <param name="function">Calls the function; gives back its result (<see cref="IResult"/>, an action result, an object to serialise, or null when it wrote itself).</param>
    /// <remarks>
    /// Does not throw for what the function throws: that is answered, logged and recorded on the current activity.
    /// It throws on only when the answer had already started, so that the server cuts the connection.
    /// </remarks>
    public Task InvokeAsync(HttpContext context, Endpoint endpoint, Func<Task<object?>> function)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(function);
        context.SetEndpoint(endpoint);
        context.Features.Set(new GatewayFeature(endpoint.DisplayName ?? "-", function, StagesOf(endpoint)));
        return _pipeline(context);
    }

    /// <summary>The exception that was answered with a 5xx, once <see cref="InvokeAsync"/> has ended; null when there was none, or when a function asked for that status by a <see cref="GatewayException"/>.</summary>
    /// <param name="context">The invocation's context.</param>
    public static Exception? FailureOf(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<GatewayFeature>()?.Failure;
    }

    private RequestDelegate StagesOf(Endpoint endpoint) =>
        _functions.TryGetValue(endpoint, out var stages) ? stages : _functions.GetOrAdd(endpoint, _stages.Build(endpoint));
}

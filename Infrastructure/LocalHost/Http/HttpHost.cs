using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Virga.LocalHost;

/// <summary>Answers HTTP requests with functions.</summary>
internal sealed class HttpHost
{
    private readonly RouteTable _routes;
    private readonly InvocationPipeline _pipeline;
    private readonly ILogger _logger;
    private long _started;
    private long _ended;

    public HttpHost(FunctionCatalog catalog, HostSettings settings, IInlineConstraintResolver constraints, InvocationPipeline pipeline, ILogger<HttpHost> logger)
    {
        var prefix = settings.RoutePrefix.Trim('/');
        var routes = catalog.Descriptors
            .Where(f => f.Trigger is HttpTriggerAttribute)
            .Select(f => new HttpRoute(f, TemplateOf(prefix, f), constraints))
            .ToArray();
        _routes = new RouteTable(routes, prefix.Length == 0 ? 0 : prefix.Split('/').Length, logger);
        _pipeline = pipeline;
        _logger = logger;
    }

    /// <summary>The whole route template of a function, prefix included, without a slash at either end.</summary>
    public static string TemplateOf(string prefix, FunctionDescriptor function) => $"{prefix}/{HttpTrigger.RouteOf(function).Trim('/')}".Trim('/');

    /// <summary>How many requests functions have taken.</summary>
    public long Started => Interlocked.Read(ref _started);

    /// <summary>How many of them are under way.</summary>
    public long Running => Started - Interlocked.Read(ref _ended);

    /// <summary>Answers a request; 404 and nothing more when no function takes it, whatever the reason, as the Functions host does.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (_routes.Match(context) is not { } match)
        {
            Log.NoRoute(_logger, context.Request.Method, context.Request.Path.Value ?? "");
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        if (match.Values is not null)
        {
            context.Request.RouteValues = match.Values;
        }

        return RunAsync(match.Values is null
            ? new LocalFunctionContext(match.Route.Function) { HttpContext = context }
            : new LocalFunctionContext(match.Route.Function) { HttpContext = context, RouteValues = match.Values });
    }

    private async Task RunAsync(LocalFunctionContext context)
    {
        var http = context.HttpContext!;
        Interlocked.Increment(ref _started);
        try
        {
            await _pipeline.InvokeAsync(context).ConfigureAwait(false);
            if (context.Result.Value is { } result)
            {
                await HttpResultWriter.WriteAsync(http, result).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            Log.CallerGone(_logger, context.Function.Name, context.InvocationId);
        }
#pragma warning disable CA1031 // The host answers for whatever a function throws.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.FunctionFailed(_logger, e, context.Function.Name, context.InvocationId);
            if (http.Response.HasStarted)
            {
                http.Abort();
            }
            else
            {
                http.Response.Clear();
                http.Response.StatusCode = StatusCodes.Status500InternalServerError;
            }
        }
        finally
        {
            await context.EndAsync().ConfigureAwait(false);
            Interlocked.Increment(ref _ended);
        }
    }
}

using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Virga.LocalHost;

/// <summary>Runs functions by name.</summary>
internal sealed class FunctionInvoker(
    FunctionCatalog catalog, TriggerInvoker triggers, InvocationPipeline pipeline, HostSettings settings, IServiceScopeFactory scopes) : IFunctionInvoker
{
    public Task<object?> InvokeAsync(string name, object? input = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!catalog.ByName.TryGetValue(name, out var function))
        {
            throw new ArgumentException($"There is no function '{name}'. There are: {string.Join(", ", catalog.ByName.Keys)}.", nameof(name));
        }

        return function.Trigger is HttpTriggerAttribute
            ? InvokeHttpAsync(function, input, cancellationToken)
            : triggers.InvokeAsync(new TriggerInvocation(function, input), LocalRetryContext.None, cancellationToken);
    }

    private async Task<object?> InvokeHttpAsync(FunctionDescriptor function, object? input, CancellationToken cancellationToken)
    {
        var scope = scopes.CreateAsyncScope();
        await using var ending = scope.ConfigureAwait(false);
        var http = input as HttpContext ?? Request(function, input, scope.ServiceProvider, cancellationToken);
        var context = new LocalFunctionContext(function) { HttpContext = http, RouteValues = http.Request.RouteValues };
        try
        {
            await pipeline.InvokeAsync(context).ConfigureAwait(false);
            return context.Result.Value;
        }
        finally
        {
            await context.EndAsync().ConfigureAwait(false);
        }
    }

    private DefaultHttpContext Request(FunctionDescriptor function, object? input, IServiceProvider services, CancellationToken cancellationToken)
    {
        var context = new DefaultHttpContext { RequestServices = services, RequestAborted = cancellationToken };
        var request = context.Request;
        request.Method = HttpTrigger.MethodsOf(function) is [var first, ..] ? first : HttpMethods.Post;
        request.Scheme = "http";
        request.Host = new HostString("localhost");
        request.Path = "/" + HttpHost.TemplateOf(settings.RoutePrefix.Trim('/'), function);
        if (input is not null)
        {
            var body = input switch
            {
                string text => Encoding.UTF8.GetBytes(text),
                BinaryData data => data.ToArray(),
                _ => BinaryData.FromObjectAsJson(input).ToArray(),
            };
            request.Body = new MemoryStream(body);
            request.ContentLength = body.Length;
            request.ContentType = "application/json";
        }

        return context;
    }
}

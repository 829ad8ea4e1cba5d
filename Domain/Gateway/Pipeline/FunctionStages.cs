using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Makes what stands between authorization and one function. Which stages it has is decided here, once, from the function's attributes: what a function does not ask for costs its requests nothing.</summary>
/// <remarks>A stage is made anew for each function; what stages of several functions share belongs into a service.</remarks>
internal sealed class FunctionStages(IServiceProvider services)
{
    private readonly FunctionMiddleware _function = new(services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions);

    /// <summary>The function's stages, in the order a request meets them, the function last.</summary>
    public RequestDelegate Build(Endpoint endpoint)
    {
        RequestDelegate next = _function.InvokeAsync;
        if (endpoint.Metadata.GetMetadata<IdempotentAttribute>() is { } idempotent)
        {
            next = Idempotency(idempotent, endpoint, next);
        }

        return next;
    }

    private RequestDelegate Idempotency(IdempotentAttribute idempotent, Endpoint endpoint, RequestDelegate next)
    {
        var documents = services.GetService<IDocumentStore>()
            ?? throw new InvalidOperationException($"Function '{endpoint.DisplayName}' has [Idempotent], whose records are kept among the documents: add documents to the app.");
        var options = services.GetRequiredService<IOptions<IdempotencyOptions>>().Value;
        var store = new IdempotencyStore(documents, options, services.GetRequiredService<TimeProvider>());
        return new IdempotencyMiddleware(next, store, idempotent.Required, options, services.GetRequiredService<ILoggerFactory>().CreateLogger(Log.Category)).InvokeAsync;
    }
}

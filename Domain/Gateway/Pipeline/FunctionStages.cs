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
    private readonly FunctionMiddleware _function = new(
        services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions,
        services.GetRequiredService<TimeProvider>(),
        services.GetRequiredService<ILoggerFactory>().CreateLogger(Log.Category));

    private readonly Func<RequestDelegate, RequestDelegate> _compression = CompressionStage.Of(services);

    /// <summary>The function's stages, built from the function outwards.</summary>
    public RequestDelegate Build(Endpoint endpoint)
    {
        var metadata = endpoint.Metadata;
        // The server keeps answers compressed, a copy for each coding; an answer kept for an idempotency key must fit every client.
        var keeps = metadata.GetMetadata<CacheForAttribute>() is { Server: true };
        RequestDelegate function = services.GetService<ChangeOrigins>() is { IsWanted: true } origins ? OriginStage.Of(origins, _function.InvokeAsync) : _function.InvokeAsync;
        var next = CachingStages.Build(services, endpoint, keeps ? _compression(function) : function);
        if (metadata.GetMetadata<IdempotentAttribute>() is { } idempotent)
        {
            next = Idempotency(idempotent, endpoint, next);
        }

        if (metadata.GetMetadata<RequireIfMatchAttribute>() is not null)
        {
            next = RequireIfMatchAttribute.Stage(next);
        }

        if (ParameterRules.Of(metadata) is { } parameters)
        {
            next = parameters.Stage(next);
        }

        if (MediaTypeRules.Of(metadata) is { } types)
        {
            next = types.Stage(next);
        }

        if (metadata.GetMetadata<VersionsAttribute>() is { } versions)
        {
            next = versions.Stage(next);
        }

        next = metadata.GetMetadata<DeprecatedAttribute>()?.Stage(next) ?? next;
        next = HeaderStage.Of(metadata, next) ?? next;
        return keeps ? next : _compression(next);
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

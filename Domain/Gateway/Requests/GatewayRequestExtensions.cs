using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Reads request bodies as the gateway promises its clients: every fault is a 4xx with its place, never a 500.</summary>
public static class GatewayRequestExtensions
{
    private static readonly string[] ContentTypes = [JsonBody.Json];

    /// <summary>The body as an object of a type of yours, <c>application/json</c> only.</summary>
    /// <remarks>Required members and constructor parameters must be there, and what is not nullable must not be null. Names are camel case; unknown ones are ignored, unless the type says otherwise (<see cref="System.Text.Json.Serialization.JsonUnmappedMemberHandlingAttribute"/>).</remarks>
    /// <exception cref="GatewayException">413, 415, 400 <c>malformed-json</c> or 400 <c>validation-failed</c>: leave it to the gateway to answer.</exception>
    public static async Task<T> ReadAsync<T>(this HttpRequest request, CancellationToken cancellationToken = default)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(request);
        var reader = request.HttpContext.RequestServices.GetRequiredService<TypedBodyReader>();
        var body = await JsonBody.ReadAsync(request, MaxDepth(request), ContentTypes, cancellationToken).ConfigureAwait(false);
        return reader.Read<T>(body);
    }

    /// <summary>The body as a JSON object, <c>application/json</c> only.</summary>
    /// <exception cref="GatewayException">413, 415, 400 <c>malformed-json</c> or 400 <c>validation-failed</c> (not an object): leave it to the gateway to answer.</exception>
    public static Task<JsonObject> ReadObjectAsync(this HttpRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return JsonBody.ReadObjectAsync(request, MaxDepth(request), ContentTypes, cancellationToken);
    }

    /// <summary>Which page the request asks for, as the function's <see cref="PagedAttribute"/> allows.</summary>
    /// <exception cref="GatewayException">400 <c>invalid-parameter</c>: leave it to the gateway to answer.</exception>
    /// <exception cref="InvalidOperationException">The function has no <see cref="PagedAttribute"/>.</exception>
    public static PageRequest ReadPage(this HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.HttpContext.GetEndpoint()?.Metadata.GetMetadata<PagedAttribute>() is { } paged
            ? paged.Read(request.Query)
            : throw new InvalidOperationException("The function answers page by page: put [Paged] on it.");
    }

    private static int MaxDepth(HttpRequest request) =>
        request.HttpContext.RequestServices.GetRequiredService<IOptions<GatewayOptions>>().Value.MaxJsonDepth;
}

using Microsoft.Extensions.Primitives;

namespace Virga.EventGrid;

/// <summary>A request to the local endpoint, whether it came over a socket or not.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Topic">The path's topic.</param>
/// <param name="ApiVersion">The query's <c>api-version</c>.</param>
/// <param name="ContentType">The body's media type.</param>
/// <param name="Header">Looks a header up.</param>
/// <param name="Body">The body.</param>
internal sealed record PublishRequest(string Method, string Topic, string? ApiVersion, string? ContentType, Func<string, StringValues> Header, Stream Body);

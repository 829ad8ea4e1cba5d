using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Reads the parameters that a function declares.</summary>
public static class ParameterExtensions
{
    /// <summary>A parameter's value, checked; its type's default when the request has none: ask for <c>int?</c> to tell that from 0.</summary>
    /// <exception cref="InvalidOperationException">The function declares no such parameter of that type.</exception>
    public static T? Parameter<T>(this HttpRequest request, string name)
    {
        var values = Parameters<T>(request, name);
        return values.Count > 0 ? values[0] : default;
    }

    /// <summary>All values of a parameter that may be given more than once; none when the request has none.</summary>
    /// <exception cref="InvalidOperationException">The function declares no such parameter of that type.</exception>
    public static IReadOnlyList<T> Parameters<T>(this HttpRequest request, string name)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(name);
        return request.HttpContext.Features.Get<GatewayFeature>()?.Parameters?.GetValueOrDefault(name) is { } values && values.All(value => value is T)
            ? [.. values.Cast<T>()]
            : throw new InvalidOperationException($"The function declares no parameter '{name}' of {typeof(T).Name}: put [QueryParameter<…>], [HeaderParameter<…>] or [RouteParameter<…>] on it.");
    }
}

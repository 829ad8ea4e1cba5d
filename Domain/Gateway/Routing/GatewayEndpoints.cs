using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>All HTTP functions of the app, in the order in which the Functions host tries their routes: alphabetically by name, ignoring case.</summary>
public sealed class GatewayEndpoints
{
    private readonly Dictionary<string, GatewayEndpoint> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Endpoint> _endpoints = new(StringComparer.OrdinalIgnoreCase);
    private readonly IOptions<GatewayOptions> _options;

    /// <summary>The functions, as the host's metadata list them.</summary>
    public GatewayEndpoints(IEnumerable<GatewayEndpoint> functions, IOptions<GatewayOptions> options)
    {
        ArgumentNullException.ThrowIfNull(functions);
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        All = [.. functions.OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)];
        foreach (var function in All)
        {
            _byName.TryAdd(function.Name, function);
        }
    }

    /// <summary>The functions, in the order their routes are tried.</summary>
    public IReadOnlyList<GatewayEndpoint> All { get; }

    /// <summary>The ASP.NET Core endpoint of a function, for <see cref="GatewayPipeline.InvokeAsync"/>; null when there is no such HTTP function.</summary>
    public Endpoint? Find(string functionName)
    {
        ArgumentNullException.ThrowIfNull(functionName);
        if (_endpoints.TryGetValue(functionName, out var endpoint))
        {
            return endpoint;
        }

        return _byName.TryGetValue(functionName, out var function)
            ? _endpoints.GetOrAdd(functionName, static (_, arguments) => arguments.function.ToEndpoint(arguments.prefix), (function, prefix: _options.Value.RoutePrefix))
            : null;
    }
}

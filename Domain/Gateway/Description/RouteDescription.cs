using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Virga.Gateway;

/// <summary>A route template as OpenAPI writes paths: without constraints, and with its parameters apart.</summary>
internal sealed class RouteDescription
{
    private readonly bool _endsOpen;

    public RouteDescription(string template)
    {
        var pattern = RoutePatternFactory.Parse(template);
        Path = "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => Text(part, named: true)))));
        Shape = "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => Text(part, named: false)))));
        Parameters = [.. pattern.Parameters.Select(parameter => (parameter.Name, Schema(parameter)))];
        _endsOpen = pattern.Parameters is [.., { IsCatchAll: true }];
        Literals = pattern.PathSegments.SelectMany(segment => segment.Parts).OfType<RoutePatternLiteralPart>().Select(part => part.Content).ToList();
    }

    public string Path { get; }

    /// <summary>The path without the parameters' names: two paths of one shape are one path to OpenAPI.</summary>
    public string Shape { get; }

    public IReadOnlyList<(string Name, JsonObject Schema)> Parameters { get; }

    public IReadOnlyList<string> Literals { get; }

    /// <summary>Whether the route takes every path under the prefix: what answers there is no operation of the API.</summary>
    public bool IsCatchAll(string routePrefix) => _endsOpen && Shape.Equals("/" + RouteText.Join(routePrefix, "{}"), StringComparison.OrdinalIgnoreCase);

    private static string Text(RoutePatternPart part, bool named) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => named ? $"{{{parameter.Name}}}" : "{}",
        _ => "",
    };

    private static JsonObject Schema(RoutePatternParameterPart parameter)
    {
        foreach (var policy in parameter.ParameterPolicies)
        {
            switch (policy.Content)
            {
                case "int" or "long":
                    return new JsonObject { ["type"] = "integer", ["format"] = policy.Content == "int" ? "int32" : "int64" };
                case "bool":
                    return new JsonObject { ["type"] = "boolean" };
                case "guid":
                    return new JsonObject { ["type"] = "string", ["format"] = "uuid" };
                case "decimal" or "double" or "float":
                    return new JsonObject { ["type"] = "number" };
            }
        }

        return new JsonObject { ["type"] = "string", ["minLength"] = 1 };
    }
}

using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Answers what no function's route takes: 404, 405 with Allow, OPTIONS, and 400 where only a route constraint was not met.</summary>
/// <remarks>Belongs in an anonymous function with route <c>{*path}</c> and every method, named to sort last (<c>zz_gateway</c>).</remarks>
public sealed class CatchAll
{
    private readonly RouteFinder _routes;

    internal CatchAll(RouteFinder routes) => _routes = routes;

    /// <summary>Answers the request.</summary>
    /// <exception cref="GatewayException">404 <c>route-not-found</c>, 405 <c>method-not-allowed</c> or 400 <c>invalid-parameter</c>.</exception>
    public IResult Answer(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var allowed = new SortedSet<string>(StringComparer.Ordinal);
        var accepted = new SortedDictionary<string, string>(StringComparer.Ordinal);
        string? refused = null;
        foreach (var (function, parameter) in _routes.Matches(request))
        {
            if (parameter is not null)
            {
                refused ??= parameter;
                continue;
            }

            allowed.UnionWith(function.Methods.Select(method => method.ToUpperInvariant()));
            foreach (var (method, types) in function.MethodAttributes.OfType<IAcceptsBodies>().Select(attribute => attribute.Accepted).OfType<(string, string)>())
            {
                accepted[method] = types;
            }
        }

        if (allowed.Count > 0)
        {
            allowed.Add("OPTIONS");
            return new AllowResult(string.Join(", ", allowed), accepted, HttpMethods.IsOptions(request.Method));
        }

        throw refused is null ? NotFound() : Invalid(refused);
    }

    private static GatewayException NotFound() => new(404, ProblemCodes.RouteNotFound, "There is nothing at this path.");

    private static GatewayException Invalid(string parameter) => new(new Problem(400, ProblemCodes.InvalidParameter, "A part of the path has a wrong form.")
    {
        Errors = [ProblemError.Path(parameter, "format", $"This is not a valid '{parameter}'.")],
    });

    /// <summary>Status and Allow; the error stage adds the body of the 405.</summary>
    private sealed class AllowResult(string allow, IReadOnlyDictionary<string, string> accepted, bool isOptions) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.Allow = allow;
            foreach (var (method, types) in accepted)
            {
                httpContext.Response.Headers[method == "QUERY" ? "Accept-Query" : "Accept-Patch"] = types;
            }

            httpContext.Response.StatusCode = isOptions ? StatusCodes.Status204NoContent : StatusCodes.Status405MethodNotAllowed;
            if (!isOptions)
            {
                GatewayFeature.SetProblem(httpContext, new Problem(405, ProblemCodes.MethodNotAllowed, $"The path takes {allow}."));
            }

            return Task.CompletedTask;
        }
    }
}

using Microsoft.AspNetCore.Http;
using Virga.Gateway;

namespace Unit.Gateway;

/// <summary>A function that is a lambda; the attributes on the lambda are the function's.</summary>
internal sealed record TestFunction(GatewayEndpoint Endpoint, Func<HttpContext, Task<object?>> Handler)
{
    public static TestFunction Of(string name, string methods, string route, Func<HttpContext, Task<object?>> handler) =>
        new(new GatewayEndpoint(name, methods.Split(' ', StringSplitOptions.RemoveEmptyEntries), route, handler.Method), handler);

    public static TestFunction Of(string name, string methods, string route, Func<HttpContext, object?> handler) =>
        new(new GatewayEndpoint(name, methods.Split(' ', StringSplitOptions.RemoveEmptyEntries), route, handler.Method), context => Task.FromResult(handler(context)));
}

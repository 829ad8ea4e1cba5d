namespace Virga.LocalHost;

/// <summary>Starts the function with an HTTP request.</summary>
/// <remarks>Functions are tried in alphabetical order of their names, whatever the case, and the first whose route and method fit is taken: a more specific route does not go first.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Takes any method, at level <see cref="AuthorizationLevel.Function"/>.</summary>
    public HttpTriggerAttribute() => AuthLevel = AuthorizationLevel.Function;

    /// <summary>Takes the given methods, at level <see cref="AuthorizationLevel.Anonymous"/>: the worker's own odd default for this constructor.</summary>
    /// <param name="methods">HTTP methods, whatever the case; none for any.</param>
    public HttpTriggerAttribute(params string[] methods) => Methods = methods;

    /// <summary>Takes any method.</summary>
    /// <param name="authLevel">Which key a caller needs.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    /// <summary>Takes the given methods.</summary>
    /// <param name="authLevel">Which key a caller needs.</param>
    /// <param name="methods">HTTP methods, whatever the case; none for any. <c>get</c> does not imply <c>head</c>.</param>
    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>The route template, without host.json's prefix, in ASP.NET Core's syntax (<c>cats/{id:int}</c>, <c>{*path}</c>).</summary>
    /// <value>Null for the function's name.</value>
    public string? Route { get; set; }

    /// <summary>The HTTP methods taken; null or none for any.</summary>
    public string[]? Methods { get; private set; }

    /// <summary>Which key a caller needs in Azure.</summary>
    public AuthorizationLevel AuthLevel { get; private set; }
}

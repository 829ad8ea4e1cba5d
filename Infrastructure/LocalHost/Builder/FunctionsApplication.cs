namespace Virga.LocalHost;

/// <summary>Where a function app starts.</summary>
public static class FunctionsApplication
{
    /// <summary>Starts building an app that runs its functions in this process.</summary>
    /// <param name="args">The command line: a command (<c>token</c>, <c>cosmos</c>, <c>eventgrid</c>, <c>migrate</c>, <c>export</c>, <c>import</c>, <c>containers</c>, <c>functions</c>, <c>openapi</c>) or configuration (<c>--urls http://localhost:8080</c>).</param>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return new FunctionsApplicationBuilder(args);
    }
}

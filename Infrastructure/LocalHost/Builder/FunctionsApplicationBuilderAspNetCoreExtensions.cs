namespace Virga.LocalHost;

/// <summary>HTTP functions on ASP.NET Core types.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>Lets HTTP functions take <c>HttpRequest</c> and give back <c>IResult</c>. The local host always does; in Azure the call is needed, so keep it.</summary>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder;
    }
}

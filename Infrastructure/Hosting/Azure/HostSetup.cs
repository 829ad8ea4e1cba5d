using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>What the worker needs beside what both hosts do.</summary>
internal static class HostSetup
{
    /// <summary>Where development tokens are made: nowhere.</summary>
    public const string? TokenAddress = null;

    /// <summary>The setting with the base64 key of development tokens; honoured by Core Tools on a developer's machine only.</summary>
    private const string DevelopmentTokenKey = "VIRGA_DEVELOPMENT_TOKEN_KEY";

    /// <summary>App Service sets at least one of these wherever it runs an app.</summary>
    private static readonly string[] s_deployed = ["WEBSITE_INSTANCE_ID", "WEBSITE_SITE_NAME", "WEBSITE_POD_NAME"];

    public static void Configure(FunctionsApplicationBuilder builder)
    {
        builder.Services.AddVirgaStorage();
        var isAppService = !string.IsNullOrEmpty(builder.Configuration["WEBSITE_INSTANCE_ID"]) && !string.IsNullOrEmpty(builder.Configuration["WEBSITE_SITE_NAME"]);
        var authenticates = isAppService && string.Equals(builder.Configuration["WEBSITE_AUTH_ENABLED"], "True", StringComparison.OrdinalIgnoreCase);
        builder.Services.Replace(ServiceDescriptor.Singleton(new HostPlatform(isAppService, authenticates)));
        builder.Services.Configure<WorkerOptions>(options => options.InputConverters.RegisterAt<RequestAbortedConverter>(0));
        if (builder.Configuration[DevelopmentTokenKey] is { Length: > 0 } key
            && builder.Environment.IsDevelopment()
            && s_deployed.All(name => string.IsNullOrEmpty(builder.Configuration[name])))
        {
            builder.Services.Configure<GatewayOptions>(options => options.DevelopmentTokenKey = Convert.FromBase64String(key));
        }
    }

    /// <summary>App Service's name for the machine; nothing elsewhere.</summary>
    public static string? InstanceOf(IConfiguration configuration) => configuration["WEBSITE_INSTANCE_ID"] is { Length: > 0 and <= 128 } instance ? instance : null;
}

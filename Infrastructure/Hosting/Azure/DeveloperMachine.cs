using Microsoft.Extensions.DependencyInjection;
using Virga.EventGrid;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>What Core Tools on a developer's machine may do and a deployed app may not: take development tokens, call webhooks on the machine itself, and sign them with a key that nobody has to make.</summary>
/// <remarks>On when the setting asks for it, the environment is Development (Core Tools always say so) and nothing of App Service is there.</remarks>
internal static class DeveloperMachine
{
    /// <summary>The setting with the base64 key of development tokens.</summary>
    private const string TokenKey = "VIRGA_DEVELOPMENT_TOKEN_KEY";

    /// <summary>App Service sets at least one of these wherever it runs an app.</summary>
    private static readonly string[] s_deployed = ["WEBSITE_INSTANCE_ID", "WEBSITE_SITE_NAME", "WEBSITE_POD_NAME"];

    public static void Configure(FunctionsApplicationBuilder builder)
    {
        if (builder.Configuration[TokenKey] is not { Length: > 0 } key
            || !builder.Environment.IsDevelopment()
            || s_deployed.Any(name => !string.IsNullOrEmpty(builder.Configuration[name])))
        {
            return;
        }

        var bytes = new byte[key.Length];
        if (!Convert.TryFromBase64String(key, bytes, out var length))
        {
            builder.Services.AddOptions<GatewayOptions>().Validate(_ => false, $"{TokenKey} is not base64. Set it to 32 random bytes, or leave it out: ./dev func sets it.");
            return;
        }

        builder.Services.Configure<GatewayOptions>(options => options.DevelopmentTokenKey = bytes.AsMemory(0, length));
        builder.Services.Configure<WebhookOptions>(options => options.AllowInsecureEndpoints = true);
        builder.Services.Configure<WebhookHttpOptions>(options => (options.AllowLoopback, options.AllowHttp) = (true, true));
        builder.Services.AddOptions<SigningOptions>().PostConfigure<TimeProvider>((options, time) =>
        {
            options.WebhookSecret ??= key;
            if (!options.IsConfigured)
            {
                (options.CertificatePem, options.PrivateKeyPem) = SigningKey.Create("virga.localhost", time.GetUtcNow().AddMinutes(-5), TimeSpan.FromDays(365));
            }
        });
    }
}

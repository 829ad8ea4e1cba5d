using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Virga.Documents;
using Virga.EventGrid;
using Virga.Gateway;
using Virga.Notifications;

namespace Virga.Hosting;

/// <summary>What Core Tools on a developer's machine may do and a deployed app may not: take the developer's own tokens, call webhooks on the machine itself, and sign them with a key that nobody has to make.</summary>
/// <remarks>On when the setting asks for it, the environment is Development (Core Tools always say so) and nothing of App Service is there.</remarks>
internal static class DeveloperMachine
{
    /// <summary>The setting with the base64 key of development tokens.</summary>
    private const string TokenKey = "VIRGA_DEVELOPMENT_TOKEN_KEY";

    public static void Configure(FunctionsApplicationBuilder builder)
    {
        if (builder.Configuration[TokenKey] is not { Length: > 0 } key
            || !builder.Environment.IsDevelopment()
            || AppService.IsSuspected(builder.Configuration))
        {
            return;
        }

        var bytes = new byte[key.Length];
        if (!Convert.TryFromBase64String(key, bytes, out var length))
        {
            builder.Services.AddOptions<GatewayOptions>().Validate(_ => false, $"{TokenKey} is not base64. Set it to 32 random bytes, or leave it out: ./dev func sets it.");
            return;
        }

        bytes = bytes[..length];
        builder.Services.Configure<GatewayOptions>(options => (options.DevelopmentTokenKey, options.AllowsDevelopmentToken) = (bytes, DeveloperRequest.Allows));
        builder.Services.PostConfigure<DocumentsOptions>(options => options.CursorKey ??= KeyFor("cursors", bytes));
        builder.Services.Configure<WebhookOptions>(options => options.AllowInsecureEndpoints = true);
        builder.Services.Configure<WebhookHttpOptions>(options => (options.AllowLoopback, options.AllowHttp) = (true, true));
        builder.Services.AddOptions<SigningOptions>().PostConfigure<TimeProvider>((options, time) =>
        {
            options.WebhookSecret ??= KeyFor("webhooks", bytes);
            options.WebhookPrivateKey ??= KeyFor("webhook signatures", bytes);
            if (!options.IsConfigured)
            {
                options.KeySource = () => SigningKey.Create("virga.localhost", time.GetUtcNow().AddMinutes(-5), TimeSpan.FromDays(365));
            }
        });
    }

    /// <summary>A key of its own for each purpose, the same after a restart.</summary>
    private static string KeyFor(string purpose, byte[] key) => Convert.ToBase64String(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: Encoding.UTF8.GetBytes(purpose)));
}

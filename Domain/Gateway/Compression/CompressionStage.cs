using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Makes the stage that compresses answers; the same for every function.</summary>
internal static class CompressionStage
{
    /// <summary>Puts compression before a stage; nothing when it is turned off.</summary>
    public static Func<RequestDelegate, RequestDelegate> Of(IServiceProvider services)
    {
        if (!IsEnabled(services))
        {
            return static next => next;
        }

        return next =>
        {
            var app = new ApplicationBuilder(services);
            app.Use(inner => new EncodedTags(inner).InvokeAsync);
            app.UseResponseCompression();
            app.Run(next);
            return app.Build();
        };
    }

    /// <summary>Says how answers are compressed; null when they are not.</summary>
    public static GatewayCompressionProvider? ProviderOf(IServiceProvider services) =>
        IsEnabled(services) ? services.GetRequiredService<IResponseCompressionProvider>() as GatewayCompressionProvider : null;

    private static bool IsEnabled(IServiceProvider services) => services.GetRequiredService<IOptions<CompressionOptions>>().Value.Enabled;
}

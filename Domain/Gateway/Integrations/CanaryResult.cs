using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Virga.Gateway;

/// <summary>Goes one of two ways when it is executed.</summary>
internal sealed class CanaryResult(Func<CancellationToken, Task<IResult>> stable, Func<CancellationToken, Task<IResult>> canary) : IResult
{
    /// <summary>Shares are decided to a hundredth of a percent.</summary>
    private const int Parts = 10_000;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var endpoint = httpContext.GetEndpoint();
        var name = endpoint?.Metadata.GetMetadata<CanaryAttribute>()?.Name
            ?? throw new InvalidOperationException($"Function '{endpoint?.DisplayName}' answers with Integration.Canary() and says not which: add [Canary(\"…\")].");
        var options = httpContext.RequestServices.GetRequiredService<Canaries>().Get(name);
        var feature = GatewayFeature.Of(httpContext);
        feature.IsCanary = Draw(httpContext, name, options) < options.Percent * (Parts / 100);
        var way = feature.IsCanary ? canary : stable;
        var result = await way(httpContext.RequestAborted).ConfigureAwait(false);
        await result.ExecuteAsync(httpContext).ConfigureAwait(false);
    }

    private static int Draw(HttpContext context, string name, CanaryOptions options)
    {
        if (options.Sticky && Caller.Of(context) is { Length: > 0 } caller)
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{name}\n{caller}"));
            return (int)(BinaryPrimitives.ReadUInt32BigEndian(hash) % Parts);
        }

        return RandomNumberGenerator.GetInt32(Parts);
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Benchmarks;

/// <summary>The two endpoints and nothing else: no tokens, no checks.</summary>
internal static class BareOrderApi
{
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        var app = builder.Build();

        app.MapGet("/api/greetings/{name}", (string name) => new Greeted($"Hello {name}"));
        app.MapPost("/api/orders", (Order order) => Results.Json(new PlacedOrder(Guid.NewGuid(), order.Item, order.Count), statusCode: StatusCodes.Status201Created));

        await app.RunAsync();
        return 0;
    }
}

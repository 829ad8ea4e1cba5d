using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Virga.Gateway;
using Virga.LocalHost;

namespace Benchmarks;

/// <summary>The two endpoints as functions behind the gateway.</summary>
public static class OrderFunctions
{
    /// <summary>Greets.</summary>
    [Function("Greet"), AllowAnonymous, Returns<Greeted>]
    public static Greeted Greet([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "greetings/{name}")] HttpRequest request, string name) => new($"Hello {name}");

    /// <summary>Takes an order of a caller with the scope.</summary>
    [Function("PlaceOrder"), RequireScope("orders:write"), Takes<Order>, Returns<PlacedOrder>(201)]
    public static async Task<IResult> PlaceAsync([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "orders")] HttpRequest request, CancellationToken cancellationToken)
    {
        var order = await request.ReadAsync<Order>(cancellationToken);
        return order is { Item.Length: >= 1 and <= 80, Count: >= 1 and <= 100 }
            ? Results.Json(new PlacedOrder(Guid.NewGuid(), order.Item, order.Count), statusCode: StatusCodes.Status201Created)
            : throw new GatewayException(400, "validation-failed", "The order is not valid.");
    }
}

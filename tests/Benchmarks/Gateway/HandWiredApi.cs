using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Virga.Gateway;

namespace Benchmarks;

/// <summary>ASP.NET Core with what the gateway does for the two endpoints, wired by hand of the framework's own parts: request ids, problem details, time-outs, limits, compression, bearer tokens, scopes, validation.</summary>
internal static class HandWiredApi
{
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 10 * 1024 * 1024);
        builder.Services.AddProblemDetails();
        builder.Services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new() { Timeout = TimeSpan.FromSeconds(29), TimeoutStatusCode = 504 });
        builder.Services.AddResponseCompression();
        builder.Services.AddAuthentication().AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.TokenValidationParameters = new DevelopmentTokens(GatewayServers.Key(Environment.GetEnvironmentVariable("VIRGA_DATA")!), TimeProvider.System).ValidationParameters;
        });
        builder.Services.AddAuthorization(options => options.AddPolicy("orders:write", policy => policy.RequireAssertion(context =>
            context.User.FindFirst("scope")?.Value.Split(' ').Contains("orders:write") == true)));
        var app = builder.Build();

        app.Use((context, next) =>
        {
            context.Response.Headers["X-Request-Id"] = context.TraceIdentifier;
            return next(context);
        });
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseResponseCompression();
        app.UseRequestTimeouts();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/api/greetings/{name}", (string name) => new Greeted($"Hello {name}"));
        app.MapPost("/api/orders", (Order order) => order is { Item.Length: >= 1 and <= 80, Count: >= 1 and <= 100 }
            ? Results.Json(new PlacedOrder(Guid.NewGuid(), order.Item, order.Count), statusCode: StatusCodes.Status201Created)
            : Results.ValidationProblem(new Dictionary<string, string[]> { ["order"] = ["The order is not valid."] })).RequireAuthorization("orders:write");

        await app.RunAsync();
        return 0;
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Benchmarks;

/// <summary>The yardstick: a minimal API that binds, answers JSON and does nothing else. No store, no gateway.</summary>
internal static class BareApi
{
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Logging.ClearProviders();
        var app = builder.Build();

        app.MapGet("/api/health", () => Results.Text("well"));
        app.MapGet("/api/shelters/{shelterId}/cats/{id}", (string shelterId, string id) => Cat.Of(shelterId, id, "Tom", 3));
        app.MapPost("/api/shelters/{shelterId}/cats", (string shelterId, NewCat cat) =>
        {
            var created = Cat.Of(shelterId, Guid.CreateVersion7().ToString(), cat.Name, cat.Age);
            return Results.Created($"/api/shelters/{shelterId}/cats/{created.Id}", created);
        });

        await app.RunAsync();
        return 0;
    }
}

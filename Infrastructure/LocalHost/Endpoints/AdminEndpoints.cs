using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Virga.LocalHost;

/// <summary><c>/admin</c> as the Functions host has it: the functions, the host's status, and starting any function by hand.</summary>
internal sealed class AdminEndpoints(FunctionCatalog catalog, HostSettings settings, BackgroundInvocations background, TimeProvider time)
{
    private readonly long _started = time.GetTimestamp();

    public void Map(IEndpointRouteBuilder endpoints)
    {
        var admin = endpoints.MapGroup("/admin");
        admin.MapGet("/functions", (RequestDelegate)(context => context.Response.WriteAsJsonAsync(new JsonArray([.. catalog.Descriptors.Select(f => Describe(context, f))]))));
        admin.MapGet("/functions/{name}", (RequestDelegate)GetAsync);
        admin.MapPost("/functions/{name}", (RequestDelegate)InvokeAsync);
        admin.MapGet("/host/status", (RequestDelegate)(context => context.Response.WriteAsJsonAsync(Status())));
        admin.MapGet("/host/ping", (RequestDelegate)(_ => Task.CompletedTask));
    }

    private Task GetAsync(HttpContext context)
    {
        if (Find(context) is { } function)
        {
            return context.Response.WriteAsJsonAsync(Describe(context, function));
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private async Task InvokeAsync(HttpContext context)
    {
        if (Find(context) is not { } function)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!TryReadInput(await ReadAsync(context).ConfigureAwait(false), out var input))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("Send {\"input\": \"…\"}.", context.RequestAborted).ConfigureAwait(false);
            return;
        }

        background.Start(function, input);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private FunctionDescriptor? Find(HttpContext context) => catalog.ByName.GetValueOrDefault((string)context.Request.RouteValues["name"]!);

    private static async Task<string> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        return await reader.ReadToEndAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private static bool TryReadInput(string body, out string? input)
    {
        input = null;
        if (string.IsNullOrWhiteSpace(body))
        {
            return true;
        }

        try
        {
            if (JsonNode.Parse(body) is not JsonObject json)
            {
                return false;
            }

            input = json["input"] switch
            {
                null => null,
                JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
                var other => other.ToJsonString(),
            };
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private JsonObject Describe(HttpContext context, FunctionDescriptor function)
    {
        var address = $"{context.Request.Scheme}://{context.Request.Host}";
        return new JsonObject
        {
            ["name"] = function.Name,
            ["href"] = $"{address}/admin/functions/{function.Name}",
            ["invoke_url_template"] = function.Trigger is HttpTriggerAttribute ? $"{address}/{HttpHost.TemplateOf(settings.RoutePrefix.Trim('/'), function)}" : null,
            ["language"] = "dotnet-isolated",
            ["isDisabled"] = false,
            ["config"] = new JsonObject
            {
                ["name"] = function.Name,
                ["entryPoint"] = function.EntryPoint,
                ["bindings"] = new JsonArray([.. function.InputBindings.Values.Concat(function.OutputBindings.Values).Select(b => new JsonObject
                {
                    ["name"] = b.Name,
                    ["type"] = b.Type,
                    ["direction"] = b.Direction.ToString(),
                })]),
            },
        };
    }

    private JsonObject Status() => new()
    {
        ["id"] = Environment.MachineName.ToLowerInvariant(),
        ["state"] = "Running",
        ["version"] = typeof(AdminEndpoints).Assembly.GetName().Version?.ToString(3),
        ["processUptime"] = (long)time.GetElapsedTime(_started).TotalMilliseconds,
    };
}

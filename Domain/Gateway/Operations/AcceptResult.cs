using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Takes an operation on when it is executed: 202 with where to ask for it.</summary>
internal sealed class AcceptResult<TInput, THandler> : IResult
    where TInput : notnull
    where THandler : class, IOperationHandler<TInput>
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var services = httpContext.RequestServices;
        var entry = services.GetServices<OperationHandlerEntry>().FirstOrDefault(entry => entry.Type == typeof(THandler))
            ?? throw new InvalidOperationException($"{typeof(THandler).Name} is not registered: call services.AddOperation<{typeof(TInput).Name}, {typeof(THandler).Name}>(\"name\").");
        var input = await httpContext.Request.ReadAsync<TInput>(httpContext.RequestAborted).ConfigureAwait(false);
        var json = services.GetRequiredService<TypedBodyReader>().Options;
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var record = await services.GetRequiredService<OperationRunner>().StartAsync(
            new OperationRecord(Guid.CreateVersion7(now).ToString("n"), entry.Name, JsonSerializer.SerializeToElement(input, json), Caller.Of(httpContext), now)
            {
                Subject = httpContext.User.FindFirst("sub")?.Value,
                TraceParent = Activity.Current?.Id,
            },
            httpContext.RequestAborted).ConfigureAwait(false);
        var gateway = services.GetRequiredService<IOptions<GatewayOptions>>().Value;
        httpContext.Response.StatusCode = StatusCodes.Status202Accepted;
        httpContext.Response.Headers.Location = Links.Of(gateway.PublicBaseUrl, "/" + RouteText.Join(gateway.RoutePrefix, $"operations/{record.Id}"));
        await OperationResult.WriteAsync(httpContext, record, services.GetRequiredService<IOptions<OperationOptions>>().Value, gateway, json).ConfigureAwait(false);
    }
}

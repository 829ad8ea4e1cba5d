using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;

namespace Virga.Gateway;

/// <summary>A registered handler.</summary>
/// <param name="Name">Its name in records.</param>
/// <param name="Type">Its type.</param>
/// <param name="RunAsync">Makes and runs it.</param>
internal sealed record OperationHandlerEntry(string Name, Type Type, Func<IServiceProvider, JsonElement, JsonSerializerOptions, OperationContext, CancellationToken, Task<OperationOutcome>> RunAsync)
{
    public static OperationHandlerEntry Of<TInput, THandler>(string name)
        where TInput : notnull
        where THandler : class, IOperationHandler<TInput> =>
        new(name, typeof(THandler), async (services, input, json, context, cancellationToken) =>
        {
            var scope = services.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                var handler = ActivatorUtilities.GetServiceOrCreateInstance<THandler>(scope.ServiceProvider);
                return await handler.RunAsync(input.Deserialize<TInput>(json)!, context, cancellationToken).ConfigureAwait(false);
            }
        });
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Virga.EventGrid;

namespace Virga.LocalHost;

/// <summary>Makes the local Event Grid with a subscription for each function that an event starts, so that no event is published before its function is known.</summary>
internal static class LocalEventGridSetup
{
    /// <summary>Events of one delivery to a batched function.</summary>
    private const int Batch = 10;

    public static LocalEventGrid Create(IServiceProvider services)
    {
        var grid = ActivatorUtilities.CreateInstance<LocalEventGrid>(services);
        var delivery = services.GetRequiredService<EventDelivery>();
        foreach (var function in services.GetRequiredService<FunctionCatalog>().Descriptors)
        {
            if (function.Trigger is EventGridTriggerAttribute trigger)
            {
                grid.Subscribe(new LocalSubscription(SubscriptionName(function.Name), LocalDestination.To((body, token) => DeliverAsync(delivery, function, body, token)))
                {
                    MaximumEventsPerBatch = trigger.IsBatched ? Batch : 1,
                });
            }
        }

        return grid;
    }

    /// <summary>A function's name as a subscription may have it: 3 to 64 letters, digits, dashes and underscores.</summary>
    public static string SubscriptionName(string function) => function.Length switch
    {
        < 3 => "function-" + function,
        <= 64 => function,
        _ => function[..53] + "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(function)))[..10],
    };

    private static async Task<int> DeliverAsync(EventDelivery delivery, FunctionDescriptor function, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        await delivery.DeliverAsync(function, new BinaryData(body), cancellationToken).ConfigureAwait(false) ? 200 : 500;
}

using System.Text.Json;

namespace Virga.LocalHost;

/// <summary>Runs a function for the events of one delivery.</summary>
internal sealed class EventDelivery(TriggerInvoker invoker)
{
    /// <summary>Runs the function once for all events when it is batched, else once for each. A failure does not keep the other events from being tried.</summary>
    /// <param name="function">The function.</param>
    /// <param name="body">One event, or an array of them, in either schema.</param>
    /// <param name="cancellationToken">Stops the invocations.</param>
    /// <returns>Whether every invocation succeeded.</returns>
    public async Task<bool> DeliverAsync(FunctionDescriptor function, BinaryData body, CancellationToken cancellationToken)
    {
        var events = EventGridTrigger.Split(body);
        if (((EventGridTriggerAttribute)function.Trigger!).IsBatched)
        {
            return await invoker.TryInvokeAsync(new TriggerInvocation(function, events), cancellationToken).ConfigureAwait(false);
        }

        var all = true;
        foreach (var one in events)
        {
            all &= await invoker.TryInvokeAsync(new TriggerInvocation(function, one, TraceParent: TraceParentOf(one)), cancellationToken).ConfigureAwait(false);
        }

        return all;
    }

    private static string? TraceParentOf(BinaryData json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 })
            {
                var found = reader.ValueTextEquals("traceparent");
                reader.Read();
                if (found)
                {
                    return reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }

                reader.Skip();
            }
        }

        return null;
    }
}

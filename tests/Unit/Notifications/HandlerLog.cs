using System.Collections.Concurrent;
using Virga.Documents;
using Virga.Notifications;

namespace Unit.Notifications;

/// <summary>What handlers saw, and what they are to do.</summary>
internal sealed class HandlerLog
{
    public ConcurrentQueue<Notification<Cat>> Seen { get; } = new();

    public ConcurrentQueue<EffectOutcome> Effects { get; } = new();

    /// <summary>What the handler does with a message.</summary>
    public Func<Notification<Cat>, SubscriberContext, Task> OnMessage { get; set; } = (_, _) => Task.CompletedTask;
}

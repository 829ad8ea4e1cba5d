using Microsoft.AspNetCore.Http;
using Virga.Notifications;

namespace Virga.Gateway;

/// <summary>What a function may answer with instead of code of its own: API Gateway's integrations, each one line.</summary>
/// <remarks>Each is an <see cref="IResult"/> that does its work when the gateway executes it, inside the pipeline: after authentication, validation and idempotency, and with their refusals.</remarks>
public static class Integration
{
    /// <summary>Publishes the request's body to a topic, and answers 202 with the message's id once it is in the outbox.</summary>
    /// <remarks>The body must be the JSON of a <typeparamref name="T"/>: else 400 with all faults. Describe the function with <see cref="PublishesAttribute{T}"/>.</remarks>
    /// <param name="topic">The topic, registered with the app.</param>
    /// <param name="configure">Sets attributes, subject and, for FIFO topics, the group, from the body; null for none.</param>
    public static IResult PublishTo<T>(Topic<T> topic, Action<T, MessageBuilder>? configure = null)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(topic);
        return new PublishResultOf<T>(topic, configure);
    }

    /// <summary>Answers as the function's <see cref="MocksAttribute"/> says: the first one, or the one of the status that the request's <c>Prefer: status=404</c> names.</summary>
    public static IResult Mock() => MockResult.Instance;

    /// <summary>Lets a part of the requests go another way: the share and who goes it are configured under <c>Gateway:Canaries:{name}</c> (<see cref="CanaryOptions"/>) and can change while the app runs.</summary>
    /// <remarks>Requests that went the canary's way say so in the access log (<c>IsCanary</c>, <c>$context.isCanaryRequest</c>). A cache in front of a canary would give everybody what the first asker got: leave it out.</remarks>
    /// <param name="name">The canary's name in the configuration; one that is not configured takes nothing.</param>
    /// <param name="stable">The usual way.</param>
    /// <param name="canary">The way that is tried.</param>
    public static IResult Canary(string name, Func<CancellationToken, Task<IResult>> stable, Func<CancellationToken, Task<IResult>> canary)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(stable);
        ArgumentNullException.ThrowIfNull(canary);
        return new CanaryResult(name, stable, canary);
    }
}

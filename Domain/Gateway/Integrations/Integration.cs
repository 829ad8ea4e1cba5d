using Microsoft.AspNetCore.Http;
using Virga.Notifications;

namespace Virga.Gateway;

/// <summary>What a function may answer with instead of code of its own: API Gateway's integrations, each one line.</summary>
/// <remarks>Each is an <see cref="IResult"/> that does its work when the gateway executes it, inside the pipeline: after authentication, validation and idempotency, and with their refusals.</remarks>
public static class Integration
{
    /// <summary>Publishes the request's body to a topic, and answers 202 with the message's id once it is in the outbox.</summary>
    /// <remarks>The body must be the JSON of a <typeparamref name="T"/> and keep its rules, a model's included: else 400 with all faults. Describe the function with <see cref="PublishesAttribute{T}"/>.</remarks>
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

    /// <summary>Takes on work that takes longer: stores it with the request's body, answers 202 with where to ask (<c>Location</c>) and when (<c>Retry-After</c>), and runs it from a queue.</summary>
    /// <remarks>What was answered with 202 is done, whatever crashes: at least once, and what it writes with <see cref="OperationContext.Token"/> exactly once. Describe the function with
    /// <see cref="AcceptsAttribute{TInput}"/>; register the handler with <c>services.AddOperation&lt;TInput, THandler&gt;("name")</c>.</remarks>
    public static IResult Accept<TInput, THandler>()
        where TInput : notnull
        where THandler : class, IOperationHandler<TInput> => new AcceptResult<TInput, THandler>();

    /// <summary>Forwards the request to a backend, and streams back what it answers: 502 when it cannot be reached, 503 when none of its addresses is healthy, 504 when it takes too long.</summary>
    /// <remarks>
    /// Only addresses of the configuration (<c>Gateway:Backends:{name}</c>, <see cref="BackendOptions"/>) are ever asked. The client's credentials, cookies and forwarding headers stay here unless
    /// the backend is configured to get them; <c>Forwarded</c>, <c>X-Request-Id</c> and the trace go along. Redirects and CORS are the client's and the gateway's own business.
    /// </remarks>
    /// <param name="backend">The backend's name; null for the one of the function's <see cref="ProxiesToAttribute"/>.</param>
    /// <param name="path">The path below the backend's address; null for what the route's catch-all parameter took.</param>
    public static IResult Proxy(string? backend = null, string? path = null) => new ProxyResult(backend, path);

    /// <summary>Lets a part of the requests go another way: the share and who goes it are configured under <c>Gateway:Canaries:{name}</c> (<see cref="CanaryOptions"/>) and can change while the app runs.</summary>
    /// <remarks>The name is the one of the function's <see cref="CanaryAttribute"/>. Requests that went the canary's way say so in the access log (<c>IsCanary</c>, <c>$context.isCanaryRequest</c>). A cache in front of a canary would give everybody what the first asker got: leave it out.</remarks>
    /// <param name="stable">The usual way.</param>
    /// <param name="canary">The way that is tried.</param>
    public static IResult Canary(Func<CancellationToken, Task<IResult>> stable, Func<CancellationToken, Task<IResult>> canary)
    {
        ArgumentNullException.ThrowIfNull(stable);
        ArgumentNullException.ThrowIfNull(canary);
        return new CanaryResult(stable, canary);
    }
}

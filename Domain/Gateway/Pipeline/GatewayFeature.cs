using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>What the gateway knows of one request; the function of the invocation travels to the end of the pipeline in it.</summary>
internal sealed class GatewayFeature(string functionName, Func<Task<object?>> function, RequestDelegate stages)
{
    private List<(string Name, string Value)>? _kept;

    public string FunctionName { get; } = functionName;

    public Func<Task<object?>> Function { get; } = function;

    /// <summary>What stands between authorization and the function, and the function.</summary>
    public RequestDelegate Stages { get; } = stages;

    /// <summary>The request's run under an idempotency key; null without one.</summary>
    public IdempotentRun? Run { get; set; }

    /// <summary>The version of the API the request asks for; null where functions have none.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>The values of the declared parameters; null where none are declared.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<object>>? Parameters { get; set; }

    /// <summary>What the server's cache keeps of the function; null when it keeps nothing.</summary>
    public ServerCachePolicy? CachePolicy { get; set; }

    /// <summary>Whether the server's cache may keep the function's answer; null until the answer starts.</summary>
    public bool? MayStore { get; set; }

    /// <summary>What the server's cache did, as Cache-Status says it (RFC 9211, after the cache's name); null where it was not asked.</summary>
    public string? CacheStatus { get; set; }

    /// <summary>What the error stage writes when the answer has an error status and no body.</summary>
    public Problem? Problem { get; private set; }

    /// <summary>The problem that was answered; null when the answer is none, or one of the function's own.</summary>
    public Problem? Answered { get; set; }

    /// <summary>How long the function has taken; null until it has been called.</summary>
    public TimeSpan? Integration { get; set; }

    /// <summary>Whether a canary answers the request instead of the function's usual way.</summary>
    public bool IsCanary { get; set; }

    /// <summary>The code of the problem that was answered, for log and metrics.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>The exception that was answered with a 5xx, which nobody threw to have it answered so.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Headers that stay on the answer when it becomes a problem.</summary>
    public IReadOnlyList<(string Name, string Value)> KeptHeaders => _kept ?? [];

    public void KeepHeader(string name, string value) => (_kept ??= []).Add((name, value));

    public static GatewayFeature Of(HttpContext context) =>
        context.Features.Get<GatewayFeature>() ?? throw new InvalidOperationException("This request did not come through GatewayPipeline.InvokeAsync.");

    public static void SetProblem(HttpContext context, Problem problem) => Of(context).Problem = problem;
}

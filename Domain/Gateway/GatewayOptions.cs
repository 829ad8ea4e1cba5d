using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>How the gateway treats every request; section <c>Gateway</c> of the configuration.</summary>
public sealed class GatewayOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Gateway";

    /// <summary>The most bytes a request's body may have; more is answered with 413. <c>[BodyLimit]</c> on a function overrides it.</summary>
    /// <value>10,485,760 (10 MiB, as API Gateway)</value>
    public long MaxBodyBytes { get; set; } = 10 * 1024 * 1024;

    /// <summary>How deep objects and lists of a JSON body may be nested, 1 to 1,000; deeper is malformed.</summary>
    /// <value>64</value>
    public int MaxJsonDepth { get; set; } = 64;

    /// <summary>How long a function may take before its token is cancelled and the answer is 504; <c>[Timeout]</c> on a function overrides it. At most 230 seconds.</summary>
    /// <value>29 seconds (as API Gateway)</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(29);

    /// <summary>How long a streamed answer may last (<see cref="Streams"/>), at most an hour.</summary>
    /// <value>15 minutes (as API Gateway)</value>
    public TimeSpan StreamTimeout { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>What every function's route starts with, as <c>extensions.http.routePrefix</c> of host.json says; empty for nothing.</summary>
    /// <value>api</value>
    public string RoutePrefix { get; set; } = "api";

    /// <summary>Where clients reach this app from outside, for the links in answers: <c>https://api.example.com</c>. The Host header is never used.</summary>
    /// <value>null: links are references relative to the server's root</value>
    public Uri? PublicBaseUrl { get; set; }

    /// <summary>The name of the API in its OpenAPI document.</summary>
    /// <value>API</value>
    public string Title { get; set; } = "API";

    /// <summary>The version of the API in its OpenAPI document.</summary>
    /// <value>1.0.0</value>
    public string Version { get; set; } = "1.0.0";

    /// <summary>What the API is for, in its OpenAPI document and on its page; Markdown.</summary>
    /// <value>null</value>
    public string? Description { get; set; }

    /// <summary>The key of development tokens (HS256, at least 32 bytes). Set in code by the host, in local development only.</summary>
    /// <remarks>Not bound from configuration, so that no setting can make a deployed app accept such tokens. See <see cref="DevelopmentTokens"/>.</remarks>
    /// <value>null: development tokens are refused</value>
    public ReadOnlyMemory<byte>? DevelopmentTokenKey { get; set; }

    /// <summary>Whether a request may come with a development token: it must be the developer's own. Set in code by the host.</summary>
    /// <value>null: every request may</value>
    public Func<HttpContext, bool>? AllowsDevelopmentToken { get; set; }
}

namespace Virga.Gateway;

/// <summary>Which pages of other origins may call (CORS); section <c>Gateway:Cors</c> of the configuration.</summary>
/// <remarks>
/// In Azure choose one: these options with the platform's own list (<c>siteConfig.cors</c>) empty, or that list. The platform answers preflights before the app and wins.
/// <c>[EnableCors("policy")]</c> and <c>[DisableCors]</c> of ASP.NET Core on a function count before these.
/// </remarks>
public sealed class CrossOriginOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Gateway:Cors";

    /// <summary>The origins: <c>https://app.example.com</c>, <c>https://*.example.com</c> for subdomains, or <c>*</c> alone for all.</summary>
    /// <value>empty: no page of another origin may call</value>
    public IList<string> Origins { get; } = [];

    /// <summary>The methods; empty for all.</summary>
    /// <value>empty</value>
    public IList<string> Methods { get; } = [];

    /// <summary>The request headers; empty for all.</summary>
    /// <value>empty</value>
    public IList<string> Headers { get; } = [];

    /// <summary>The response headers that pages may read, beside those every page may.</summary>
    /// <value>ETag, Link, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id when left empty</value>
    public IList<string> ExposedHeaders { get; } = [];

    /// <summary>Whether browsers send cookies and client certificates along; never with the origin <c>*</c>. Bearer tokens and API keys do not need it.</summary>
    /// <value>false</value>
    public bool Credentials { get; set; }

    /// <summary>How long browsers remember the answer to a preflight, at most a day.</summary>
    /// <value>10 minutes</value>
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromMinutes(10);

    internal bool AllowsAll => Origins is ["*"];
}

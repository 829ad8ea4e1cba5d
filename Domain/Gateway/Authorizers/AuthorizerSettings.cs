namespace Virga.Gateway;

/// <summary>What an authorizer is asked by, for how long its answers count, and how long it may think.</summary>
public sealed class AuthorizerSettings
{
    /// <summary>The longest that answers may count: one hour (API Gateway).</summary>
    public static readonly TimeSpan LongestCache = TimeSpan.FromHours(1);

    private readonly List<(bool IsHeader, string Name)> _sources = [];

    /// <summary>How long an answer counts for the same identity, on this instance: zero to ask every time, at most <see cref="LongestCache"/>.</summary>
    /// <value>300 seconds (API Gateway)</value>
    public TimeSpan CacheFor { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>How long the authorizer may think: more is answered with 500. At most 30 seconds.</summary>
    /// <value>10 seconds (API Gateway)</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What <c>WWW-Authenticate</c> says with a 401.</summary>
    /// <value>Bearer</value>
    public string Challenge { get; set; } = "Bearer";

    internal IReadOnlyList<(bool IsHeader, string Name)> Sources => _sources;

    internal bool IsPerFunction { get; private set; }

    /// <summary>A header that must be there and not empty; without it the answer is 401, and the authorizer is not asked.</summary>
    public AuthorizerSettings FromHeader(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _sources.Add((true, name));
        return this;
    }

    /// <summary>A query parameter that must be there and not empty; without it the answer is 401, and the authorizer is not asked.</summary>
    public AuthorizerSettings FromQuery(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        _sources.Add((false, name));
        return this;
    }

    /// <summary>Makes the function part of the identity, so that an answer for one function says nothing of another (API Gateway's <c>$context.routeKey</c>).</summary>
    public AuthorizerSettings PerFunction()
    {
        IsPerFunction = true;
        return this;
    }
}

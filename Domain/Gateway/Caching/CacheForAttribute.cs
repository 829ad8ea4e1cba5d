using System.Globalization;

namespace Virga.Gateway;

/// <summary>Answers 200 of the function may be kept that long: by browsers and shared caches (<c>Cache-Control</c>, RFC 9111), by a CDN (<c>CDN-Cache-Control</c>, RFC 9213), and by the server itself.</summary>
/// <remarks>
/// <para>For functions with <c>[AllowAnonymous]</c> the answers are <c>public</c>, for others <c>private</c>: no shared cache keeps them. Only GET and HEAD count.</para>
/// <para>The server's own cache (<see cref="Server"/>) is ASP.NET Core's OutputCache: the key has host, path, query, <see cref="VaryByHeader"/>, and who asks, with their scopes and roles, whenever somebody is known.
/// Answers with <c>Set-Cookie</c>, <c>no-store</c> or <c>private</c> of the function's own are never kept. A client may ask past it (<c>Cache-Control: no-cache</c>) only with the scope
/// <see cref="CachingOptions.InvalidationScope"/>. <c>Cache-Status</c> (RFC 9211) and <c>Age</c> tell what happened.</para>
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class CacheForAttribute : Attribute
{
    /// <summary>Kept for that many seconds; 0: kept, and asked about (<c>no-cache</c>) every time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public CacheForAttribute(int seconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(seconds);
        Seconds = seconds;
    }

    /// <summary>How long an answer is fresh, in seconds.</summary>
    public int Seconds { get; }

    /// <summary>How long a CDN keeps an answer, in seconds, apart from everybody else; purge by <see cref="CacheTagAttribute"/>.</summary>
    /// <value>0: as everybody else</value>
    public int Cdn { get; init; }

    /// <summary>For how many seconds after that a cache may answer with what it has while it asks anew (RFC 5861).</summary>
    /// <value>0</value>
    public int StaleWhileRevalidate { get; init; }

    /// <summary>For how many seconds after that a cache may answer with what it has when the app fails (RFC 5861).</summary>
    /// <value>0</value>
    public int StaleIfError { get; init; }

    /// <summary>Whether the server keeps answers, too, for <see cref="Seconds"/>.</summary>
    /// <value>false</value>
    public bool Server { get; init; }

    /// <summary>The request headers the answer depends on: they are in <c>Vary</c> and in the server's key.</summary>
    /// <value>none</value>
    public string[] VaryByHeader { get; init; } = [];

    /// <summary>The query parameters the answer depends on; requests with others go past the server's cache.</summary>
    /// <value>none: the whole query is in the key, as it was sent</value>
    public string[] VaryByQuery { get; init; } = [];

    internal string CacheControl(bool isPublic)
    {
        var reach = isPublic ? "public" : "private";
        var life = Seconds == 0 ? $"{reach}, no-cache" : string.Create(CultureInfo.InvariantCulture, $"{reach}, max-age={Seconds}");
        return life + Extension("stale-while-revalidate", StaleWhileRevalidate) + Extension("stale-if-error", StaleIfError);
    }

    internal string? CdnCacheControl => Cdn == 0 ? null
        : string.Create(CultureInfo.InvariantCulture, $"max-age={Cdn}") + Extension("stale-while-revalidate", StaleWhileRevalidate) + Extension("stale-if-error", StaleIfError);

    private static string Extension(string name, int seconds) => seconds == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", {name}={seconds}");
}

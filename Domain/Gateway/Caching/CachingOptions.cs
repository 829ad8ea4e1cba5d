namespace Virga.Gateway;

/// <summary>The server's own cache of answers (<c>[CacheFor(…, Server = true)]</c>); section <c>Gateway:Caching</c> of the configuration.</summary>
public sealed class CachingOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Gateway:Caching";

    /// <summary>The scope a client needs to ask past the cache with <c>Cache-Control: no-cache</c> or <c>max-age=0</c>; what others ask is not heard.</summary>
    /// <value>cache:invalidate</value>
    public string InvalidationScope { get; set; } = "cache:invalidate";

    /// <summary>What the cache is called in <c>Cache-Status</c>: a token (RFC 9651).</summary>
    /// <value>virga</value>
    public string Name { get; set; } = "virga";

    /// <summary>The most bytes all answers in memory have together, at least 1 MiB.</summary>
    /// <value>104,857,600 (100 MiB)</value>
    public long MaximumBytes { get; set; } = 100 * 1024 * 1024;

    /// <summary>The most bytes of one answer that is kept, at most 16 MiB.</summary>
    /// <value>1,048,576 (1 MiB, as API Gateway)</value>
    public long MaximumAnswerBytes { get; set; } = 1024 * 1024;
}

using System.Diagnostics.CodeAnalysis;

namespace Virga.Gateway;

/// <summary>A name under which answers of the function can be purged (<see cref="CachePurges"/>): <c>[CacheTag("prices-{country}")]</c>, with route parameters in braces.</summary>
/// <remarks>Answers carry it as <c>Surrogate-Key</c> (Fastly, Varnish) and <c>Cache-Tag</c> (Cloudflare, Akamai). On a function that changes something, its success purges the tag.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
[SuppressMessage("Performance", "CA1813", Justification = "The tags of a model are tags.")]
public class CacheTagAttribute : Attribute
{
    /// <summary>A tag of that name.</summary>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public CacheTagAttribute(string tag)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tag);
        Tag = tag;
    }

    private protected CacheTagAttribute() => Tag = "";

    /// <summary>The tag, with route parameters in braces.</summary>
    public string Tag { get; }

    /// <summary>The tags as templates: those an answer has, and what else a change makes stale.</summary>
    internal virtual (IReadOnlyList<string> Own, IReadOnlyList<string> Wider) Templates(IServiceProvider services) => ([Tag], []);

    /// <summary>The route parameters that the tags are made of.</summary>
    internal virtual IEnumerable<string> Parameters => Tag.Split('{').Skip(1).Select(part => part.Split('}')[0]);

    /// <summary>The type of the model whose documents the answers depend on; null for a tag of another kind.</summary>
    internal virtual Type? Model => null;
}

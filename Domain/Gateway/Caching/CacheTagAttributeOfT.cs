using Microsoft.Extensions.DependencyInjection;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Answers of the function depend on a model's documents, and are purged when those change: all of the partition in the route parameters named, or, with <see cref="Id"/>, one of them.</summary>
/// <remarks>
/// <c>[CacheTag&lt;Cat&gt;("shelterId")]</c> on a list, <c>[CacheTag&lt;Cat&gt;("shelterId", Id = "id")]</c> on one document and on what replaces, changes or removes it: the success of the latter purges at once.
/// Changes made anywhere else arrive with the change feed: <see cref="PurgeCaches{T}"/>. The tags are <c>cat:oslo</c> and <c>cat:oslo:tom</c>.
/// </remarks>
/// <typeparam name="T">The model's type.</typeparam>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class CacheTagAttribute<T> : CacheTagAttribute
{
    /// <summary>Tags of the partition in these route parameters, the most general first.</summary>
    /// <exception cref="ArgumentException">There are none or more than three.</exception>
    public CacheTagAttribute(params string[] partition)
    {
        ArgumentNullException.ThrowIfNull(partition);
        if (partition.Length is 0 or > 3)
        {
            throw new ArgumentException($"A partition has one to three levels; {partition.Length} route parameters were named.", nameof(partition));
        }

        Partition = partition;
    }

    /// <summary>The route parameters with the partition.</summary>
    public IReadOnlyList<string> Partition { get; }

    /// <summary>The route parameter with the document's key; null for all of the partition.</summary>
    public string? Id { get; init; }

    internal override Type Model => typeof(T);

    internal override IEnumerable<string> Parameters => Id is null ? Partition : Partition.Append(Id);

    internal override (IReadOnlyList<string> Own, IReadOnlyList<string> Wider) Templates(IServiceProvider services)
    {
        var list = string.Join(':', Partition.Select(parameter => $"{{{parameter}}}").Prepend(services.GetRequiredService<IRepository<T>>().Schema.Name));
        return Id is null ? ([list], []) : ([$"{list}:{{{Id}}}"], [list]);
    }
}

using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Purges the answers that depend on a model's documents when the change feed shows that these changed; register it with <c>PurgeCachesOnChange</c>.</summary>
/// <remarks>Which answers those are, <see cref="CacheTagAttribute{T}"/> on the functions says. Many changes of a page are one purge.</remarks>
/// <typeparam name="T">The model's type.</typeparam>
public sealed class PurgeCaches<T> : IChangeBatchHandler<T>
{
    private readonly CachePurges _purges;
    private readonly string _model;
    private readonly IReadOnlyList<(string Path, CacheTagAttribute<T> Tag)> _answers;

    /// <summary>A handler for the functions of the app.</summary>
    public PurgeCaches(CachePurges purges, IRepository<T> repository, GatewayEndpoints endpoints, IOptions<GatewayOptions> options)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(options);
        _purges = purges;
        _model = repository.Schema.Name;
        _answers =
        [
            .. from function in endpoints.All
               where function.Takes("GET")
               let route = new RouteDescription(RouteText.Join(options.Value.RoutePrefix, function.Route))
               from tag in function.ClassAttributes.Concat(function.MethodAttributes).OfType<CacheTagAttribute<T>>()
               where route.Parameters.All(parameter => tag.Parameters.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase))
               select (route.Path, tag),
        ];
    }

    /// <inheritdoc/>
    public Task HandleAsync(IReadOnlyList<ChangeDelivery<T>> changes, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var keys = changes.Select(delivery => delivery.Change.Key).Distinct().ToList();
        return _purges.PurgeAsync(
            [.. keys.SelectMany(key => CacheTags.Of(_model, key)).Distinct()], [.. keys.SelectMany(PathsOf).Distinct()], cancellationToken);
    }

    /// <summary>The paths of the answers about a document, where its key is all that they have of parameters.</summary>
    private IEnumerable<string> PathsOf(DocumentKey key)
    {
        foreach (var (path, tag) in _answers.Where(answer => answer.Tag.Partition.Count == key.Partition.Count))
        {
            var values = new RouteValueDictionary();
            for (var level = 0; level < tag.Partition.Count; level++)
            {
                values[tag.Partition[level]] = key.Partition[level];
            }

            if (tag.Id is not null)
            {
                values[tag.Id] = key.Id;
            }

            yield return CacheTags.Fill(path, values);
        }
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Reads topics' registries, each only when it has changed.</summary>
internal sealed class RegistryReader(IDocumentStore store, ILogger<RegistryReader> logger)
{
    private readonly ConcurrentDictionary<string, CompiledRegistry> _known = new(StringComparer.Ordinal);

    public async Task<CompiledRegistry> ReadAsync(string topic, CancellationToken cancellationToken)
    {
        var known = _known.GetValueOrDefault(topic, CompiledRegistry.Empty);
        var options = known.ETag is null ? null : new StoreReadOptions { IfNoneMatch = known.ETag };
        var read = await store.ReadAsync(TopicRegistry.PartitionOf(topic), TopicRegistry.IdOf(topic), options, cancellationToken).ConfigureAwait(false);
        switch (read)
        {
            case StoreReadResult.NotModified:
                return known;
            case StoreReadResult.Found found:
                var compiled = Compile(TopicRegistry.Read(found.Document));
                _known[topic] = compiled;
                return compiled;
            default:
                _known.TryRemove(topic, out _);
                return CompiledRegistry.Empty;
        }
    }

    private CompiledRegistry Compile(TopicRegistry registry)
    {
        var subscriptions = ImmutableArray.CreateBuilder<(string, FilterPolicy?)>();
        foreach (var entry in registry.Entries.Where(entry => entry.IsConfirmed))
        {
            try
            {
                subscriptions.Add((entry.Id, entry.FilterPolicy is null ? null : FilterPolicy.Parse(entry.FilterPolicy, entry.Scope)));
            }
            catch (FilterPolicyException error)
            {
                Log.PolicyUnreadable(logger, entry.Id, registry.Topic, error);
            }
        }

        return new CompiledRegistry(registry.Version, registry.ETag, subscriptions.ToImmutable());
    }
}

using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Virga.Documents;

namespace Virga.Notifications;

/// <summary>Reads topics' registries, each only when it has changed, and compiles them together with the topics' functions.</summary>
internal sealed class RegistryReader(IDocumentStore store, SubscriberCatalog functions, ILogger<RegistryReader> logger)
{
    private readonly ConcurrentDictionary<string, CompiledRegistry> _known = new(StringComparer.Ordinal);

    public async Task<CompiledRegistry> ReadAsync(string topic, CancellationToken cancellationToken)
    {
        var known = _known.GetValueOrDefault(topic);
        var options = known?.ETag is { } etag ? new StoreReadOptions { IfNoneMatch = etag } : null;
        var read = await store.ReadAsync(TopicRegistry.PartitionOf(topic), TopicRegistry.IdOf(topic), options, cancellationToken).ConfigureAwait(false);
        return read switch
        {
            StoreReadResult.NotModified => known!,
            StoreReadResult.Found found => _known[topic] = Compile(TopicRegistry.Read(found.Document), known),
            _ when known is { ETag: null } => known,
            _ => _known[topic] = Compile(TopicRegistry.Empty(topic), known),
        };
    }

    private CompiledRegistry Compile(TopicRegistry registry, CompiledRegistry? known)
    {
        var policies = known?.Recipients.Policies() ?? [];
        var recipients = ImmutableArray.CreateBuilder<(string, string, FilterPolicy?)>();
        recipients.AddRange(functions.Of(registry.Topic).Select(function => (function.Recipient, SnsProtocol.Lambda, function.Policy)));
        foreach (var entry in registry.Entries.Where(entry => entry.IsConfirmed))
        {
            try
            {
                recipients.Add((entry.Id, entry.Protocol, entry.FilterPolicy is null ? null : policies.GetValueOrDefault((entry.FilterPolicy, entry.Scope)) ?? FilterPolicy.Parse(entry.FilterPolicy, entry.Scope)));
            }
            catch (FilterPolicyException error)
            {
                Log.PolicyUnreadable(logger, entry.Id, registry.Topic, error);
            }
        }

        return new CompiledRegistry(registry.Version, registry.ETag, new RecipientIndex(recipients.ToImmutable()));
    }
}

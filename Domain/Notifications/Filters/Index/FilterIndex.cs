using System.Collections.Immutable;

namespace Virga.Notifications;

/// <summary>
/// Many policies as one matcher. What it costs depends on the message and on what matches, not on how many policies there are: keys that ask for
/// equal texts or numbers, prefixes, suffixes, texts in any case and ranges of numbers are looked up, and a body is read once for all.
/// </summary>
/// <remarks>
/// Policies are numbered as they were given. The index is immutable and may be used from any thread; it keeps the memory a match needs, so that a message
/// nobody wants costs none. Its answers are those of <see cref="FilterPolicy.Matches"/>, policy by policy.
/// </remarks>
internal sealed class FilterIndex
{
    private readonly ScopeIndex? _attributes;
    private readonly ScopeIndex? _body;

    public FilterIndex(IReadOnlyList<FilterPolicy> policies)
    {
        _attributes = Of(policies, FilterScope.MessageAttributes);
        _body = Of(policies, FilterScope.MessageBody);
    }

    /// <summary>Adds the numbers of the policies that match, in ascending order, each once.</summary>
    public void Match(NotificationMessage message, List<int> matched)
    {
        var from = matched.Count;
        _attributes?.Match(message, matched);
        _body?.Match(message, matched);
        matched.Sort(from, matched.Count - from, null);
    }

    private static ScopeIndex? Of(IReadOnlyList<FilterPolicy> policies, FilterScope scope)
    {
        var indexed = policies.Select((policy, number) => new IndexedPolicy(number, policy)).Where(indexed => indexed.Policy.Scope == scope).ToImmutableArray();
        return indexed.IsEmpty ? null : new ScopeIndex(indexed, scope);
    }
}

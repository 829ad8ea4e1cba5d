using System.Collections.Immutable;

namespace Virga.Notifications;

/// <summary>Who may get a topic's messages, ready to be matched: all their filter policies in one index.</summary>
internal sealed class RecipientIndex
{
    private readonly ImmutableArray<(string Recipient, string Protocol, FilterPolicy? Policy)> _recipients;
    private readonly FilterIndex _index;

    public RecipientIndex(ImmutableArray<(string Recipient, string Protocol, FilterPolicy? Policy)> recipients)
    {
        _recipients = recipients;
        _index = new FilterIndex([.. recipients.Select(recipient => recipient.Policy).OfType<FilterPolicy>()]);
    }

    public int Count => _recipients.Length;

    /// <summary>The policies, each once by its text and scope, to be taken over when the recipients change.</summary>
    public Dictionary<(string Json, FilterScope Scope), FilterPolicy> Policies()
    {
        var policies = new Dictionary<(string, FilterScope), FilterPolicy>();
        foreach (var (_, _, policy) in _recipients)
        {
            if (policy is not null)
            {
                policies[(policy.Json, policy.Scope)] = policy;
            }
        }

        return policies;
    }

    /// <summary>What each recipient says to a message, and why.</summary>
    public IReadOnlyList<RecipientDecision> Explain(NotificationMessage message) =>
        [.. _recipients.Select(recipient => new RecipientDecision(recipient.Recipient, recipient.Policy, recipient.Policy?.Explain(message.For(recipient.Protocol))))];

    /// <summary>How many policies of each scope did not want a message.</summary>
    /// <param name="wanting">The recipients that do, in their order.</param>
    public (int ByAttributes, int ByBody) Missed(IReadOnlyList<string> wanting)
    {
        int attributes = 0, body = 0, next = 0;
        foreach (var (recipient, _, policy) in _recipients)
        {
            if (next < wanting.Count && wanting[next] == recipient)
            {
                next++;
            }
            else if (policy?.Scope == FilterScope.MessageBody)
            {
                body++;
            }
            else
            {
                attributes++;
            }
        }

        return (attributes, body);
    }

    /// <summary>The recipients that want a message, in their order. Where a message has a body of its own for a protocol, the policies of its subscriptions look at that one.</summary>
    public List<string> Of(NotificationMessage message) => message.Bodies.Count == 0 ? Matching(message) : Matching(message, message.Bodies.Count + 1);

    private List<string> Matching(NotificationMessage message, int bodies)
    {
        var wanted = new Dictionary<string, HashSet<string>>(bodies, StringComparer.Ordinal);
        var recipients = new List<string>();
        foreach (var (recipient, protocol, _) in _recipients)
        {
            var own = message.For(protocol);
            if (!wanted.TryGetValue(own.Body, out var those))
            {
                wanted[own.Body] = those = [.. Matching(own)];
            }

            if (those.Contains(recipient))
            {
                recipients.Add(recipient);
            }
        }

        return recipients;
    }

    private List<string> Matching(NotificationMessage message)
    {
        var matched = new List<int>();
        _index.Match(message, matched);
        var recipients = new List<string>();
        int policy = 0, next = 0;
        foreach (var recipient in _recipients)
        {
            if (recipient.Policy is null)
            {
                recipients.Add(recipient.Recipient);
                continue;
            }

            if (next < matched.Count && matched[next] == policy)
            {
                recipients.Add(recipient.Recipient);
                next++;
            }

            policy++;
        }

        return recipients;
    }
}

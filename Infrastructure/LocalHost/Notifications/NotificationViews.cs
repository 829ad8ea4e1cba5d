using Virga.Notifications;

namespace Virga.LocalHost;

/// <summary>What the notifications page shows, read through the same doors as any program's.</summary>
internal sealed class NotificationViews(
    TopicDirectory topics, SubscriptionRegistry registry, NotificationInspector inspector, AttemptHistory history, DeadLetters deadLetters, FifoGroups groups)
{
    private const int SubscriptionsShown = 100;
    private const int DeadLettersShown = 25;
    private const int TopicsShown = 500;
    private const int GroupsShown = 25;

    /// <summary>Every topic, those made at run time included, with its subscribers and how they do.</summary>
    public async Task<object> TopicsAsync(CancellationToken cancellationToken)
    {
        var attempts = history.All().ToLookup(attempt => attempt.Recipient);
        var shown = new List<object>();
        foreach (var topic in await NamesAsync(cancellationToken).ConfigureAwait(false))
        {
            var page = await registry.ListAsync(topic.Name, SubscriptionsShown, null, cancellationToken).ConfigureAwait(false);
            var subscribers = registry.FunctionsOf(topic.Name)
                .Select(function => SubscriberView.Of(function, attempts[function.Recipient]))
                .Concat(page.Items.Select(subscription => SubscriberView.Of(subscription, registry.HealthOf(subscription), attempts[subscription.Id])))
                .ToList();
            for (var index = 0; topic.Name.EndsWith(".fifo", StringComparison.Ordinal) && index < subscribers.Count; index++)
            {
                subscribers[index] = await WithGroupsAsync(topic.Name, subscribers[index], cancellationToken).ConfigureAwait(false);
            }

            shown.Add(new { topic.Name, topic.IsDefinedInCode, Subscribers = subscribers, HasMore = page.Next is not null });
        }

        return new { Topics = shown };
    }

    /// <summary>One page of messages, the newest first, each with how many recipients have it.</summary>
    public async Task<object> MessagesAsync(string? topic, int pageSize, string? next, CancellationToken cancellationToken)
    {
        var page = await inspector.RecentAsync(topic, pageSize, next, cancellationToken).ConfigureAwait(false);
        var attempts = history.All().ToLookup(attempt => attempt.MessageId);
        return new { Items = page.Items.Select(item => MessageView.Of(item, attempts[item.Message.MessageId])), page.Next };
    }

    /// <summary>A message with every subscriber: who has it after which attempts, and who does not want it and why.</summary>
    public async Task<object?> MessageAsync(string id, CancellationToken cancellationToken)
    {
        if (await inspector.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            return null;
        }

        var attempts = history.Of(id).ToLookup(attempt => attempt.Recipient);
        var decisions = await inspector.DecideAsync(found.Message, cancellationToken).ConfigureAwait(false);
        var known = decisions.Select(decision => decision.Recipient).ToHashSet();
        var gone = (found.Recipients ?? []).Where(recipient => !known.Contains(recipient)).Select(recipient => new RecipientDecision(recipient, null, null));
        var recipients = new List<object>();
        foreach (var decision in decisions.Concat(gone))
        {
            var letter = await deadLetters.GetAsync(decision.Recipient, id, cancellationToken).ConfigureAwait(false);
            recipients.Add(RecipientView.Of(found, decision, [.. attempts[decision.Recipient]], letter));
        }

        return new
        {
            Message = MessageView.Of(found, attempts.SelectMany(attempt => attempt)),
            found.Message.Body,
            Attributes = found.Message.Attributes.Select(attribute => new { Name = attribute.Key, attribute.Value.Type, attribute.Value.Value }),
            Recipients = recipients,
        };
    }

    /// <summary>The dead letters of a topic's subscribers, or of all: some of each.</summary>
    public async Task<object> DeadLettersAsync(string? topic, CancellationToken cancellationToken)
    {
        var letters = new List<DeadLetter>();
        var hasMore = false;
        foreach (var name in topic is null ? (await NamesAsync(cancellationToken).ConfigureAwait(false)).Select(each => each.Name) : [topic])
        {
            var page = await registry.ListAsync(name, SubscriptionsShown, null, cancellationToken).ConfigureAwait(false);
            foreach (var recipient in registry.FunctionsOf(name).Select(function => function.Recipient).Concat(page.Items.Select(subscription => subscription.Id)))
            {
                var some = await deadLetters.ListAsync(recipient, DeadLettersShown, null, cancellationToken).ConfigureAwait(false);
                letters.AddRange(some.Items);
                hasMore |= some.Next is not null;
            }
        }

        return new { Items = letters.OrderByDescending(letter => letter.LastAttemptAt), HasMore = hasMore };
    }

    private async Task<IReadOnlyList<TopicSummary>> NamesAsync(CancellationToken cancellationToken)
    {
        var names = new List<TopicSummary>();
        string? next = null;
        do
        {
            var page = await topics.ListAsync(next: next, cancellationToken: cancellationToken).ConfigureAwait(false);
            names.AddRange(page.Items);
            next = page.Next;
        }
        while (next is not null && names.Count < TopicsShown);

        return names;
    }

    // Those that need somebody first, then those that are being tried again; of the others only how many.
    private async Task<SubscriberView> WithGroupsAsync(string topic, SubscriberView subscriber, CancellationToken cancellationToken)
    {
        var page = await groups.ListAsync(topic, subscriber.Recipient, cancellationToken: cancellationToken).ConfigureAwait(false);
        return subscriber with
        {
            GroupCount = page.Items.Count,
            Groups = [.. page.Items.Where(group => group.Blocked is not null || group.Attempt > 1).OrderBy(group => group.Blocked is null).Take(GroupsShown)],
        };
    }
}

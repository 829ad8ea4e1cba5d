namespace Virga.Notifications;

/// <summary>Decides what a request makes of a topic, given the topic as it is now.</summary>
internal sealed class TopicChanges(TopicCatalog catalog, TopicView view, TimeProvider time)
{
    /// <summary>The topic that is asked for.</summary>
    /// <exception cref="NotificationException">The request breaks a rule.</exception>
    public TopicRecord Create(string name, TopicRequest request)
    {
        var isFifo = TopicAttributes.AsksForFifo(request);
        if (!TopicName.IsValid(name, isFifo))
        {
            throw NotificationException.Invalid("Topic Name");
        }

        var empty = new TopicRecord(name);
        var wanted = empty with
        {
            Tags = TopicTags.With(empty.Tags, request.Tags),
            Policy = PolicyOf(name, request.Attributes.GetValueOrDefault(TopicAttributes.Policy)),
        };
        return TopicAttributes.ForCreate(request, isFifo).Aggregate(wanted, (topic, attribute) => topic.With(attribute.Key, attribute.Value, time.GetUtcNow()));
    }

    /// <summary>Refuses a topic that is there for a request that wants another.</summary>
    /// <exception cref="NotificationException">The topic has other attributes, or lacks a tag.</exception>
    public void ThrowIfDifferent(TopicRecord existing, TopicRecord wanted, TopicRequest request)
    {
        var has = view.AttributesOf(existing);
        if (wanted.Attributes.Any(attribute => has.GetValueOrDefault(attribute.Key) != attribute.Value)
            || (request.Attributes.ContainsKey(TopicAttributes.Policy)
                && TopicPolicyJson.Write(existing.Policy, "") != TopicPolicyJson.Write(wanted.Policy, "")))
        {
            throw NotificationException.Invalid("Attributes Reason: Topic already exists with different attributes");
        }

        if (wanted.Tags.Any(tag => existing.Tags.GetValueOrDefault(tag.Key) != tag.Value))
        {
            throw NotificationException.Invalid("Tags Reason: Topic already exists with different tags");
        }
    }

    /// <summary>The topic with other attributes; null sets the default.</summary>
    /// <exception cref="NotificationException">An attribute is unknown, its value breaks a rule, or the code sets it.</exception>
    public TopicRecord Set(TopicRecord topic, IReadOnlyDictionary<string, string?> attributes) =>
        attributes.Aggregate(topic, (changed, attribute) => Set(changed, attribute.Key, attribute.Value));

    private TopicRecord Set(TopicRecord topic, string name, string? value)
    {
        if (name == TopicAttributes.Policy)
        {
            return topic with { Policy = PolicyOf(topic.Name, value) };
        }

        var stored = TopicAttributes.ForChange(name, value ?? view.DefaultsOf(topic).GetValueOrDefault(name), topic.IsFifo);
        if (catalog.Find(topic.Name) is not null && TopicAttributes.IsOfTheDefinition(name))
        {
            throw NotificationException.Invalid($"AttributeName Reason: {name} of this topic is set in the app's code");
        }

        return topic.With(name, stored, time.GetUtcNow());
    }

    private TopicPolicy PolicyOf(string topic, string? json) => TopicPolicyJson.Read(json ?? "", view.ArnOf(topic));
}

namespace Virga.Notifications;

/// <summary>Every topic the app has registered.</summary>
public sealed class TopicCatalog
{
    private readonly Dictionary<string, Topic> _topics = new(StringComparer.Ordinal);

    /// <summary>A catalog of the given topics; faults are collected, see <see cref="Faults"/>.</summary>
    /// <param name="topics">The topics; the same object more than once counts once.</param>
    public TopicCatalog(IEnumerable<Topic> topics)
    {
        ArgumentNullException.ThrowIfNull(topics);
        var faults = new List<string>();
        foreach (var topic in topics.Distinct())
        {
            faults.AddRange(topic.Faults);
            if (!_topics.TryAdd(topic.Name, topic))
            {
                faults.Add($"Topic '{topic.Name}' is defined more than once: with {_topics[topic.Name].BodyType} and with {topic.BodyType}. Share one definition or rename one.");
            }
        }

        Faults = faults;
        Topics = [.. _topics.Values.OrderBy(topic => topic.Name, StringComparer.Ordinal)];
    }

    /// <summary>What is wrong with the topics, all of it; empty when nothing is.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <summary>The topics, by name.</summary>
    public IReadOnlyList<Topic> Topics { get; }

    /// <summary>The topic of a name; null when there is none.</summary>
    public Topic? Find(string name) => _topics.GetValueOrDefault(name);

    /// <summary>The topic of a name.</summary>
    /// <exception cref="NotificationException">There is none: <see cref="NotificationErrors.NotFound"/>, "Topic does not exist".</exception>
    public Topic Get(string name) => Find(name) ?? throw new NotificationException(NotificationErrors.NotFound, "Topic does not exist");
}

namespace Virga.Notifications;

/// <summary>The function subscribers of the app.</summary>
public sealed class SubscriberCatalog
{
    private readonly Dictionary<string, FunctionSubscriber> _byRecipient = new(StringComparer.Ordinal);
    private readonly ILookup<string, FunctionSubscriber> _byTopic;

    internal SubscriberCatalog(IEnumerable<FunctionSubscriber> subscribers)
    {
        var faults = new List<string>();
        foreach (var subscriber in subscribers)
        {
            faults.AddRange(subscriber.Faults);
            if (!_byRecipient.TryAdd(subscriber.Recipient, subscriber))
            {
                faults.Add($"Subscriber '{subscriber.Name}' is registered more than once: for {_byRecipient[subscriber.Recipient].HandlerType} and for {subscriber.HandlerType}. Names are unique in the app.");
            }
        }

        Faults = faults;
        _byTopic = _byRecipient.Values.OrderBy(subscriber => subscriber.Name, StringComparer.Ordinal).ToLookup(subscriber => subscriber.Topic.Name);
    }

    internal IReadOnlyList<string> Faults { get; }

    /// <summary>The names of a topic's function subscribers, in order.</summary>
    public IEnumerable<string> NamesOf(string topic) => Of(topic).Select(subscriber => subscriber.Name);

    internal IEnumerable<FunctionSubscriber> Of(string topic) => _byTopic[topic];

    internal FunctionSubscriber? Find(string recipient) => _byRecipient.GetValueOrDefault(recipient);
}

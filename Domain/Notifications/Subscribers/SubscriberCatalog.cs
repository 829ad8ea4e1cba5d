namespace Virga.Notifications;

/// <summary>The function subscribers of the app.</summary>
internal sealed class SubscriberCatalog
{
    private readonly Dictionary<string, FunctionSubscriber> _byRecipient = new(StringComparer.Ordinal);
    private readonly ILookup<string, FunctionSubscriber> _byTopic;

    public SubscriberCatalog(IEnumerable<FunctionSubscriber> subscribers)
    {
        var faults = new List<string>();
        foreach (var subscriber in subscribers)
        {
            if (subscriber.Fault is not null)
            {
                faults.Add(subscriber.Fault);
            }

            if (!_byRecipient.TryAdd(subscriber.Recipient, subscriber))
            {
                faults.Add($"Subscriber '{subscriber.Name}' is registered more than once: for {_byRecipient[subscriber.Recipient].HandlerType} and for {subscriber.HandlerType}. Names are unique in the app.");
            }
        }

        Faults = faults;
        _byTopic = _byRecipient.Values.OrderBy(subscriber => subscriber.Name, StringComparer.Ordinal).ToLookup(subscriber => subscriber.Topic.Name);
    }

    public IReadOnlyList<string> Faults { get; }

    public IEnumerable<FunctionSubscriber> Of(string topic) => _byTopic[topic];

    public FunctionSubscriber? Find(string recipient) => _byRecipient.GetValueOrDefault(recipient);
}

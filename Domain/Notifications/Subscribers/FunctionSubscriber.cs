namespace Virga.Notifications;

/// <summary>A handler class that gets a topic's messages, registered in code. Its name is its identity: changing it makes it a new subscriber.</summary>
internal abstract class FunctionSubscriber
{
    public const string RecipientPrefix = "fn:";

    protected FunctionSubscriber(string name, Topic topic, Type handlerType, string? filterPolicy, FilterScope scope)
    {
        Name = name;
        Topic = topic;
        HandlerType = handlerType;
        var faults = new List<string>();
        try
        {
            Policy = filterPolicy is null ? null : FilterPolicy.Parse(filterPolicy, scope);
        }
        catch (FilterPolicyException error)
        {
            faults.Add($"Subscriber '{name}' of topic '{topic.Name}': {error.Message}");
        }

        if (name.Length > 128 || !TopicName.IsValid(name))
        {
            faults.Add($"Subscriber '{name}' of topic '{topic.Name}': a name has 1 to 128 ASCII letters, digits, dashes and underscores.");
        }

        Faults = faults;
    }

    public string Name { get; }

    public string Recipient => RecipientPrefix + Name;

    public Topic Topic { get; }

    public Type HandlerType { get; }

    public FilterPolicy? Policy { get; }

    public IReadOnlyList<string> Faults { get; }

    /// <summary>Gives the handler one message.</summary>
    /// <exception cref="UnreadableBodyException">The body is not what the topic's type says.</exception>
    public abstract Task InvokeAsync(IServiceProvider services, Delivery delivery, NotificationMessage message, CancellationToken cancellationToken);
}

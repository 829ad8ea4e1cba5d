namespace Virga.LocalHost;

/// <summary>Starts the function with a queue message: <c>string</c>, <c>BinaryData</c>, <c>QueuedMessage</c> or a type of your own read from JSON.</summary>
/// <param name="queueName">The queue's name, or <c>%setting%</c>.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class QueueTriggerAttribute(string queueName) : TriggerBindingAttribute
{
    /// <summary>The queue's name.</summary>
    public string QueueName { get; } = queueName;

    /// <summary>The app setting, or prefix of app settings, of the storage account.</summary>
    /// <value>Null for <c>AzureWebJobsStorage</c>.</value>
    public string? Connection { get; set; }
}

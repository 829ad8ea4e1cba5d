namespace Virga.LocalHost;

/// <summary>Sends what the function returns to a storage queue.</summary>
/// <param name="queueName">The queue's name, or <c>%setting%</c>.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property)]
public sealed class QueueOutputAttribute(string queueName) : OutputBindingAttribute
{
    /// <summary>The queue's name.</summary>
    public string QueueName { get; } = queueName;

    /// <summary>The app setting, or prefix of app settings, of the storage account.</summary>
    /// <value>Null for <c>AzureWebJobsStorage</c>.</value>
    public string? Connection { get; set; }
}

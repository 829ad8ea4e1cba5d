namespace Virga.LocalHost;

/// <summary>Starts the function with Event Grid events: <c>CloudEvent</c>, <c>EventGridEvent</c>, <c>BinaryData</c>, <c>string</c> or a type of your own.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class EventGridTriggerAttribute : TriggerBindingAttribute
{
    /// <summary>Whether the parameter is an array that takes all events of a delivery at once.</summary>
    /// <value>False: one invocation an event.</value>
    public bool IsBatched { get; set; }
}

namespace Virga.Gateway;

/// <summary>Each access of the function publishes a notification (<see cref="AccessNotification"/>) to the topic: refusals, cache hits and failures as well.</summary>
/// <remarks>
/// <para>The notification is made when the request is answered, and waits in a bounded queue in memory until it is in the outbox: no request waits for it, none fails by it. Once it is in the
/// outbox it is delivered at least once. What is in the queue when a process dies, or finds it full, is lost: the meter's <c>virga.gateway.access_notifications</c> counts both but the first.</para>
/// <para>Attributes for filter policies: <c>method</c>, <c>route</c>, <c>function</c>, <c>status</c> (Number), and <c>principal</c> where there is one.</para>
/// </remarks>
/// <param name="topic">The name of a standard topic, of the code's or made at run time.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class NotifyOnAccessAttribute(string topic) : Attribute
{
    /// <summary>The topic's name.</summary>
    public string Topic { get; } = topic;
}

using Virga.Notifications;

namespace Virga.Gateway;

/// <summary>The function publishes its body (<see cref="Integration.PublishTo{T}"/>), for OpenAPI: the body's type, and 202 with the message's id.</summary>
/// <typeparam name="T">The topic's type.</typeparam>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PublishesAttribute<T> : Attribute, IOperationDescription
{
    void IOperationDescription.Describe(OperationDraft operation)
    {
        operation.Takes(operation.Schemas.OfType(typeof(T)), JsonBody.Json);
        operation.Returns(202, operation.Schemas.OfType(typeof(PublishResult)));
        operation.Refuses(400, 413, 415);
    }
}

namespace Virga.Gateway;

/// <summary>The type of the function's JSON body, for OpenAPI; read it with <see cref="GatewayRequestExtensions.ReadAsync{T}"/>.</summary>
/// <typeparam name="T">The body's type.</typeparam>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TakesAttribute<T> : Attribute, IOperationDescription
{
    void IOperationDescription.Describe(OperationDraft operation)
    {
        operation.Takes(operation.Schemas.OfType(typeof(T)), JsonBody.Json);
        operation.Refuses(400, 413, 415);
    }
}

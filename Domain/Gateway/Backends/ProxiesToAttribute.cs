namespace Virga.Gateway;

/// <summary>The function forwards its requests to a backend (<see cref="Integration.Proxy"/>): checked at start, and described in OpenAPI.</summary>
/// <param name="backend">The backend's name under <c>Gateway:Backends</c>.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProxiesToAttribute(string backend) : Attribute, IOperationDescription
{
    /// <summary>The backend's name.</summary>
    public string Backend { get; } = backend;

    void IOperationDescription.Describe(OperationDraft operation)
    {
        operation.Operation.Summary ??= $"Forwarded to '{Backend}'";
        operation.Refuses(400, 413, 502, 504);
    }
}

namespace Virga.Gateway;

/// <summary>A refusal of the function's own, for OpenAPI: what it throws as <see cref="GatewayException"/>.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class RefusesAttribute(int status, string code) : Attribute, IOperationDescription
{
    /// <summary>The status of the answer.</summary>
    public int Status { get; } = status;

    /// <summary>The problem's code.</summary>
    public string Code { get; } = code;

    void IOperationDescription.Describe(OperationDraft operation) => operation.Refuses(Status, Code);
}

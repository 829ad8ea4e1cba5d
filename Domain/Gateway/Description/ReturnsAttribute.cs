namespace Virga.Gateway;

/// <summary>An answer without a JSON body, for OpenAPI: <c>[Returns(204)]</c>, <c>[Returns(200, "text/html")]</c>.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ReturnsAttribute(int status, string? contentType = null) : Attribute, IOperationDescription
{
    /// <summary>The status of the answer.</summary>
    public int Status { get; } = status;

    /// <summary>The media type of its body; null for no body.</summary>
    /// <value>null</value>
    public string? ContentType { get; } = contentType;

    void IOperationDescription.Describe(OperationDraft operation) => operation.Returns(Status, null, ContentType);
}

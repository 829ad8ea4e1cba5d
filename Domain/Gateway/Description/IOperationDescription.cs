namespace Virga.Gateway;

/// <summary>An attribute that adds to what OpenAPI says of its function.</summary>
internal interface IOperationDescription
{
    void Describe(OperationDraft operation);
}

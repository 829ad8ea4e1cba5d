using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>The function takes an operation on (<see cref="Integration.Accept{TInput, THandler}"/>), for OpenAPI: the body's type, and 202 with where to ask.</summary>
/// <typeparam name="TInput">The body's type.</typeparam>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AcceptsAttribute<TInput> : Attribute, IOperationDescription
{
    void IOperationDescription.Describe(OperationDraft operation)
    {
        operation.Takes(operation.Schemas.OfType(typeof(TInput)), JsonBody.Json);
        operation.Returns(202, operation.Schemas.OfType(typeof(OperationStatus))).Headers = new Dictionary<string, IOpenApiHeader>
        {
            ["Location"] = operation.Header("Where to ask what has become of it."),
            ["Retry-After"] = operation.Header("When to ask, in seconds."),
        };
        operation.Refuses(400, 413, 415);
    }
}

namespace Virga.Gateway;

/// <summary>The type of the function's JSON answer, for OpenAPI: a model's type, or any other.</summary>
/// <typeparam name="T">The answer's type.</typeparam>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ReturnsAttribute<T>(int status = 200) : Attribute, IOperationDescription, IAnswersJson
{
    /// <summary>The status of the answer.</summary>
    /// <value>200</value>
    public int Status { get; } = status;

    bool IAnswersJson.HasBody => true;

    void IOperationDescription.Describe(OperationDraft operation) => operation.Returns(Status, operation.Models.OfModelOrType<T>(operation.Services));
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Virga.Gateway;

/// <summary>An answer the function gives before it is written (<see cref="Integration.Mock"/>): its status and JSON, which OpenAPI shows as an example.</summary>
/// <remarks>Several may stand on a function; <c>Prefer: status=404</c> chooses one. With <c>[Returns&lt;T&gt;]</c> beside it the example stands under the schema of <c>T</c>.</remarks>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class MocksAttribute : Attribute, IOperationDescription
{
    private readonly JsonNode? _example;

    /// <summary>An answer.</summary>
    /// <param name="status">Its status, 200 to 599.</param>
    /// <param name="json">Its body, as JSON; null for none.</param>
    /// <exception cref="ArgumentException">The status is out of range, or the text is not JSON.</exception>
    public MocksAttribute(int status, [StringSyntax(StringSyntaxAttribute.Json)] string? json = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        Status = status;
        Json = json;
        try
        {
            _example = json is null ? null : JsonNode.Parse(json);
        }
        catch (System.Text.Json.JsonException fault)
        {
            throw new ArgumentException($"The mock of status {status} is not JSON: {fault.Message}", nameof(json), fault);
        }
    }

    /// <summary>The status of the answer.</summary>
    public int Status { get; }

    /// <summary>The body of the answer; null for none.</summary>
    public string? Json { get; }

    void IOperationDescription.Describe(OperationDraft operation) => operation.Example(Status, _example);
}

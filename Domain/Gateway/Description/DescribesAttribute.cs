using Microsoft.Extensions.DependencyInjection;

namespace Virga.Gateway;

/// <summary>Says which method of <see cref="Resource{T}"/> the function is, so that OpenAPI describes bodies, parameters, headers and refusals.</summary>
/// <typeparam name="T">The model's type.</typeparam>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DescribesAttribute<T>(ResourceAction action) : Attribute, IOperationDescription, IAcceptsBodies, IAnswersJson
{
    /// <summary>What the function does with the documents.</summary>
    public ResourceAction Action { get; } = action;

    (string Method, string Accepts)? IAcceptsBodies.Accepted => Action == ResourceAction.Query ? ("QUERY", string.Join(", ", QueryBody.Types.Select(type => $"\"{type}\"")))
        : PatchBody.TypesOf(Action) is { Length: > 0 } types ? ("PATCH", string.Join(", ", types)) : null;

    bool IAnswersJson.HasBody => Action != ResourceAction.Delete;

    void IOperationDescription.Describe(OperationDraft operation)
    {
        var resource = operation.Services.GetRequiredService<Resource<T>>();
        if (Action is ResourceAction.List or ResourceAction.Query)
        {
            ListDescription.Describe(operation, resource, Action);
        }
        else
        {
            ResourceDescription.Describe(operation, resource.Schema, resource.Owner, Action);
        }

        if (resource.Owner is { } owner)
        {
            ResourceDescription.DescribeOwner(operation, owner, Action);
        }
    }
}

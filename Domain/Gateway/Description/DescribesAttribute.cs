using Microsoft.Extensions.DependencyInjection;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Says which method of <see cref="Resource{T}"/> the function is, so that OpenAPI describes bodies, parameters, headers and refusals.</summary>
/// <typeparam name="T">The model's type.</typeparam>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DescribesAttribute<T>(ResourceAction action) : Attribute, IOperationDescription
{
    /// <summary>What the function does with the documents.</summary>
    public ResourceAction Action { get; } = action;

    void IOperationDescription.Describe(OperationDraft operation)
    {
        if (Action == ResourceAction.List)
        {
            ResourceDescription.DescribeList(operation, operation.Services.GetRequiredService<Resource<T>>());
            return;
        }

        ResourceDescription.Describe(operation, operation.Services.GetRequiredService<IRepository<T>>().Schema, Action);
    }
}

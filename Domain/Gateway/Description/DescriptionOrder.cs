using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>Brings everything of the document in an order that adding a function does not change, so that a difference shows just that.</summary>
internal static class DescriptionOrder
{
    public static void Sort(OpenApiDocument document)
    {
        var paths = document.Paths.OrderBy(path => path.Key, StringComparer.Ordinal).ToList();
        document.Paths.Clear();
        foreach (var (path, item) in paths)
        {
            var methods = ((OpenApiPathItem)item).Operations!.OrderBy(operation => operation.Key.Method, StringComparer.Ordinal).ToDictionary();
            ((OpenApiPathItem)item).Operations = methods;
            foreach (var operation in methods.Values)
            {
                var answers = operation.Responses!.OrderBy(answer => answer.Key, StringComparer.Ordinal).ToList();
                operation.Responses = [];
                answers.ForEach(answer => operation.Responses[answer.Key] = answer.Value);
            }

            AdditionalOperations.Mention((OpenApiPathItem)item);
            document.Paths[path] = item;
        }

        var components = document.Components!;
        components.Schemas = components.Schemas!.OrderBy(schema => schema.Key, StringComparer.Ordinal).ToDictionary();
        components.Responses = components.Responses!.OrderBy(response => response.Key, StringComparer.Ordinal).ToDictionary();
        components.Headers = components.Headers!.OrderBy(header => header.Key, StringComparer.Ordinal).ToDictionary();
    }
}

using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.LocalHost;

/// <summary>The functions as the worker's build describes them to the Functions host: what it writes into <c>functions.metadata</c>.</summary>
/// <remarks>Made from the same attributes in the same way (arguments as written, nothing that was left at its default), so that a difference is a difference in Azure.</remarks>
internal static class FunctionsMetadata
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The functions in the order of their names, in which the host tries their routes.</summary>
    public static JsonArray Of(IEnumerable<FunctionDescriptor> functions) =>
        [.. functions.OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase).Select(JsonNode (f) => Describe(f))];

    /// <summary>The document as it is written to a file, with line feeds and one at the end.</summary>
    public static string Text(JsonArray functions) => functions.ToJsonString(Indented).ReplaceLineEndings("\n") + "\n";

    /// <summary>How two descriptions differ: a line for each function that only one has or that both have differently; none when they agree.</summary>
    /// <param name="wanted">One description.</param>
    /// <param name="found">The other.</param>
    /// <param name="wantedName">What to call the first.</param>
    /// <param name="foundName">What to call the second.</param>
    public static IReadOnlyList<string> Compare(JsonArray wanted, JsonArray found, string wantedName, string foundName)
    {
        var (left, right) = (ByName(wanted), ByName(found));
        var differences = new List<string>();
        foreach (var name in left.Keys.Union(right.Keys).Order(StringComparer.OrdinalIgnoreCase))
        {
            if (!right.TryGetValue(name, out var there))
            {
                differences.Add($"{name} is in {wantedName} only");
            }
            else if (!left.TryGetValue(name, out var here))
            {
                differences.Add($"{name} is in {foundName} only");
            }
            else if (!JsonNode.DeepEquals(here, there))
            {
                differences.Add($"{name} differs:\n  {wantedName}: {here.ToJsonString()}\n  {foundName}: {there.ToJsonString()}");
            }
        }

        return differences;
    }

    private static Dictionary<string, JsonNode> ByName(JsonArray functions) =>
        functions.OfType<JsonObject>().ToDictionary(f => (string?)f["name"] ?? "", JsonNode (f) => f, StringComparer.Ordinal);

    private static JsonObject Describe(FunctionDescriptor function)
    {
        var described = new JsonObject
        {
            ["name"] = function.Name,
            ["scriptFile"] = Path.GetFileName(function.PathToAssembly),
            ["entryPoint"] = function.EntryPoint,
            ["language"] = "dotnet-isolated",
            ["properties"] = new JsonObject { ["IsCodeless"] = false },
            ["bindings"] = new JsonArray([.. Bindings(function)]),
        };
        if (function.Method.CustomAttributes.FirstOrDefault(a => a.AttributeType.IsSubclassOf(typeof(RetryAttribute))) is { } retry)
        {
            described["retry"] = Retry(retry);
        }

        return described;
    }

    private static IEnumerable<JsonNode> Bindings(FunctionDescriptor function)
    {
        foreach (var parameter in function.Method.GetParameters())
        {
            foreach (var attribute in parameter.CustomAttributes.Where(a => a.AttributeType.IsSubclassOf(typeof(BindingAttribute))))
            {
                yield return BindingJson.Of(parameter.Name!, attribute, parameter.ParameterType);
            }
        }

        // A response that the function writes by itself is told to the host by the running worker, and not by its build.
        foreach (var output in FunctionOutputs.Of(function.Method, function.Trigger is HttpTriggerAttribute).Where(o => o.Type != typeof(void)))
        {
            yield return output.IsHttp
                ? new JsonObject { ["name"] = output.Name, ["type"] = "http", ["direction"] = "Out" }
                : BindingJson.Of(output.Name, output.Attribute!, output.Type);
        }
    }

    private static JsonObject Retry(CustomAttributeData attribute)
    {
        var retry = new JsonObject { ["strategy"] = attribute.AttributeType == typeof(FixedDelayRetryAttribute) ? "fixedDelay" : "exponentialBackoff" };
        foreach (var (name, value) in BindingJson.Arguments(attribute))
        {
            retry[name] = value;
        }

        return retry;
    }
}

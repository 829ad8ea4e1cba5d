using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>JSON merge patch (RFC 7396).</summary>
internal static class MergePatch
{
    /// <summary>Merges a patch into a document, in place; the patch stays as it is.</summary>
    public static void Apply(JsonObject document, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            switch (value)
            {
                case null:
                    document.Remove(name);
                    break;
                case JsonObject inner:
                    if (document[name] is not JsonObject target)
                    {
                        document[name] = target = [];
                    }

                    Apply(target, inner);
                    break;
                default:
                    document[name] = value.DeepClone();
                    break;
            }
        }
    }
}

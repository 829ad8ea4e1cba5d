namespace Virga.Gateway;

/// <summary>The content types of patches, and what Accept-Patch says of them (RFC 5789).</summary>
internal static class PatchBody
{
    public static readonly string[] Merge = [JsonBody.MergePatch, JsonBody.Json];

    public static readonly string[] Json = [JsonBody.JsonPatch];

    public static readonly string[] Both = [JsonBody.MergePatch, JsonBody.JsonPatch, JsonBody.Json];

    /// <summary>The content types an action takes of a client's patch; empty when it is none.</summary>
    public static string[] TypesOf(ResourceAction action) => action switch
    {
        ResourceAction.MergePatch => Merge,
        ResourceAction.JsonPatch => Json,
        ResourceAction.Patch => Both,
        _ => [],
    };
}

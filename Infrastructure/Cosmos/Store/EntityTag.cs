namespace Virga.Cosmos;

/// <summary>Cosmos DB's versions carry quotes; the store's do not.</summary>
internal static class EntityTag
{
    public static string FromHeader(string? value) => value is null ? "" : value.Trim('"');

    public static string? ToHeader(string? etag) => etag is null ? null : $"\"{etag}\"";
}

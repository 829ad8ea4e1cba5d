using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;

namespace Virga.CosmosEmulator;

/// <summary>The rules for ids: of databases and containers at most 255 characters, of documents at most 1,023 bytes, never <c>/ \ ? #</c>.</summary>
internal static class ResourceName
{
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("/\\?#");

    /// <summary>The id of a database or container definition.</summary>
    public static string Of(JsonObject json)
    {
        if (json["id"] is not JsonValue value || !value.TryGetValue<string>(out var id) || id.Length == 0)
        {
            throw Missing();
        }

        if (id.Length > 255)
        {
            throw WireFault.BadRequest($"The id '{id[..32]}…' is longer than 255 characters.");
        }

        return Checked(id);
    }

    /// <summary>The id of a document.</summary>
    public static string Document(string? id)
    {
        if (string.IsNullOrEmpty(id))
        {
            throw Missing();
        }

        if (id.Length > 341 && Encoding.UTF8.GetByteCount(id) > 1023)
        {
            throw WireFault.BadRequest($"The id '{id[..32]}…' is longer than 1023 bytes.");
        }

        return Checked(id);
    }

    private static string Checked(string id)
    {
        if (id.AsSpan().ContainsAny(Forbidden))
        {
            throw WireFault.BadRequest($"The id '{id}' has one of the characters '/', '\\', '?', '#', which ids must not have.");
        }

        return id.EndsWith(' ') ? throw WireFault.BadRequest($"The id '{id}' ends with a space, which ids must not.") : id;
    }

    private static WireFault Missing() =>
        WireFault.BadRequest("The input content is invalid because the required properties - 'id; ' - are missing");
}

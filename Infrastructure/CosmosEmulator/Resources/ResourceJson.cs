using System.Text;
using System.Text.Json.Nodes;

namespace Virga.CosmosEmulator;

/// <summary>Databases and containers as clients see them.</summary>
internal static class ResourceJson
{
    public static JsonObject Of(DatabaseInfo database) => new()
    {
        ["id"] = database.Id,
        ["_rid"] = database.Rid,
        ["_self"] = $"dbs/{database.Rid}/",
        ["_etag"] = database.ETag,
        ["_colls"] = "colls/",
        ["_users"] = "users/",
        ["_ts"] = database.Timestamp,
    };

    public static JsonObject Of(ContainerInfo container)
    {
        var json = container.Definition.Json.DeepClone().AsObject();
        json["_rid"] = container.Rid;
        json["_ts"] = container.Timestamp;
        json["_self"] = container.Self;
        json["_etag"] = container.ETag;
        json["_docs"] = "docs/";
        json["_sprocs"] = "sprocs/";
        json["_triggers"] = "triggers/";
        json["_udfs"] = "udfs/";
        json["_conflicts"] = "conflicts/";
        return json;
    }

    public static WireResponse One(int status, JsonObject json, long lsn)
    {
        var response = WireResponse.Json(status, Bytes(json)).WithCharge(status == 200 ? 1 : 5).WithSession(lsn);
        return json["_etag"] is { } etag ? response.WithETag(etag.GetValue<string>()) : response;
    }

    public static WireResponse List(string property, string owner, IEnumerable<JsonObject> items, long lsn)
    {
        var array = new JsonArray([.. items]);
        var json = new JsonObject { ["_rid"] = owner, [property] = array, ["_count"] = array.Count };
        return WireResponse.Json(200, Bytes(json)).With(WireHeaders.ItemCount, array.Count).WithCharge(1).WithSession(lsn);
    }

    public static byte[] Bytes(JsonObject json) => Encoding.UTF8.GetBytes(json.ToJsonString());
}

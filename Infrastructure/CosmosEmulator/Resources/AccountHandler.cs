using System.Text;
using System.Text.Json.Nodes;

namespace Virga.CosmosEmulator;

/// <summary>The account document, from which clients learn where to send everything else.</summary>
internal static class AccountHandler
{
    private const string QueryEngine = """
        {"maxSqlQueryInputLength":524288,"maxJoinsPerSqlQuery":5,"maxLogicalAndPerSqlQuery":2000,"maxLogicalOrPerSqlQuery":2000,"maxUdfRefPerSqlQuery":10,"maxInExpressionItemsCount":16000,"queryMaxInMemorySortDocumentCount":500,"maxQueryRequestTimeoutFraction":0.9,"sqlAllowNonFiniteNumbers":false,"sqlAllowAggregateFunctions":true,"sqlAllowSubQuery":true,"sqlAllowScalarSubQuery":true,"allowNewKeywords":true,"sqlAllowLike":true,"sqlAllowGroupByClause":true,"maxSpatialQueryCells":12,"spatialMaxGeometryPointCount":256,"sqlDisableOptimizationFlags":0,"sqlEnableParameterExpansionCheck":true}
        """;

    public static WireResponse Read(WireRequest request)
    {
        var account = new JsonObject
        {
            ["_self"] = "",
            ["id"] = "virga",
            ["_rid"] = "virga.localhost",
            ["media"] = "//media/",
            ["addresses"] = "//addresses/",
            ["_dbs"] = "//dbs/",
            ["writableLocations"] = Location(request),
            ["readableLocations"] = Location(request),
            ["enableMultipleWriteLocations"] = false,
            ["continuousBackupEnabled"] = false,
            ["enableNRegionSynchronousCommit"] = false,
            ["userReplicationPolicy"] = new JsonObject { ["asyncReplication"] = false, ["minReplicaSetSize"] = 1, ["maxReplicasetSize"] = 4 },
            ["userConsistencyPolicy"] = new JsonObject { ["defaultConsistencyLevel"] = "Session" },
            ["systemReplicationPolicy"] = new JsonObject { ["minReplicaSetSize"] = 1, ["maxReplicasetSize"] = 4 },
            ["readPolicy"] = new JsonObject { ["primaryReadCoefficient"] = 1, ["secondaryReadCoefficient"] = 1 },
            ["queryEngineConfiguration"] = QueryEngine.Trim(),
        };
        return WireResponse.Json(200, Encoding.UTF8.GetBytes(account.ToJsonString()));
    }

    private static JsonArray Location(WireRequest request) =>
        [new JsonObject { ["name"] = "Local", ["databaseAccountEndpoint"] = request.BaseAddress }];
}

using System.Globalization;

namespace Virga.Gateway;

/// <summary>The variables of access log templates, by the names API Gateway gives them after <c>$context.</c>.</summary>
internal static class AccessVariables
{
    /// <summary>The variables, in the order the JSON format writes them; a value is text, a number, or null for nothing.</summary>
    public static readonly IReadOnlyDictionary<string, Func<AccessEntry, object?>> All = new OrderedDictionary<string, Func<AccessEntry, object?>>(StringComparer.Ordinal)
    {
        ["requestId"] = entry => entry.RequestId,
        ["extendedRequestId"] = entry => entry.TraceId ?? entry.RequestId,
        ["requestTime"] = entry => entry.At.ToUniversalTime().ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture),
        ["requestTimeEpoch"] = entry => entry.At.ToUnixTimeMilliseconds(),
        ["httpMethod"] = entry => entry.Method,
        ["resourcePath"] = entry => "/" + entry.Route,
        ["routeKey"] = entry => $"{entry.Method} /{entry.Route}",
        ["path"] = entry => entry.Path,
        ["protocol"] = entry => entry.Protocol,
        ["domainName"] = entry => entry.Host,
        ["stage"] = entry => entry.Stage,
        ["status"] = entry => entry.Status,
        ["requestLength"] = entry => entry.RequestBytes,
        ["responseLength"] = entry => entry.ResponseBytes,
        ["dataProcessed"] = entry => (entry.RequestBytes ?? 0) + (entry.ResponseBytes ?? 0),
        ["responseLatency"] = entry => (long)entry.Elapsed.TotalMilliseconds,
        ["integrationLatency"] = entry => (long?)entry.Integration?.TotalMilliseconds,
        ["integrationStatus"] = entry => entry.Integration is null ? null : entry.Status,
        ["integration.latency"] = entry => (long?)entry.Integration?.TotalMilliseconds,
        ["integration.status"] = entry => entry.Integration is null ? null : entry.Status,
        ["identity.sourceIp"] = entry => entry.SourceIp,
        ["identity.userAgent"] = entry => entry.UserAgent,
        ["identity.user"] = entry => entry.Subject,
        ["identity.caller"] = entry => entry.Client,
        ["identity.apiKeyId"] = entry => entry.ApiKeyId,
        ["authorizer.principalId"] = entry => entry.Subject ?? entry.Client,
        ["error.responseType"] = entry => entry.ErrorCode,
        ["error.message"] = entry => entry.ErrorMessage,
        ["error.validationErrorString"] = entry => entry.Faults,
        ["cacheStatus"] = entry => entry.Cache,
        ["isCanaryRequest"] = entry => entry.IsCanary ? "1" : "0",
        ["functionName"] = entry => entry.Function,
        ["traceId"] = entry => entry.TraceId,
        ["xrayTraceId"] = entry => entry.TraceId,
    };
}

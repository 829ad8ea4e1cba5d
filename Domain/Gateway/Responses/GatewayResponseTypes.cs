using System.Collections.Frozen;

namespace Virga.Gateway;

/// <summary>Which kind of refusal each code of the gateway is.</summary>
internal static class GatewayResponseTypes
{
    private static readonly FrozenDictionary<string, GatewayResponseType> ByCode = new Dictionary<string, GatewayResponseType>
    {
        [ProblemCodes.Forbidden] = GatewayResponseType.AccessDenied,
        [ProblemCodes.InsufficientScope] = GatewayResponseType.AccessDenied,
        [ProblemCodes.WebhooksNotConfigured] = GatewayResponseType.ApiConfigurationError,
        [ProblemCodes.AuthorizerFailed] = GatewayResponseType.AuthorizerFailure,
        [ProblemCodes.InvalidParameter] = GatewayResponseType.BadRequestParameters,
        [ProblemCodes.InvalidCursor] = GatewayResponseType.BadRequestParameters,
        [ProblemCodes.UnsupportedApiVersion] = GatewayResponseType.BadRequestParameters,
        [ProblemCodes.IdempotencyKeyRequired] = GatewayResponseType.BadRequestParameters,
        [ProblemCodes.ValidationFailed] = GatewayResponseType.BadRequestBody,
        [ProblemCodes.MalformedJson] = GatewayResponseType.BadRequestBody,
        [ProblemCodes.StoreThrottled] = GatewayResponseType.IntegrationFailure,
        [ProblemCodes.StoreUnavailable] = GatewayResponseType.IntegrationFailure,
        [ProblemCodes.TransportUnavailable] = GatewayResponseType.IntegrationFailure,
        [ProblemCodes.Timeout] = GatewayResponseType.IntegrationTimeout,
        [ProblemCodes.InvalidApiKey] = GatewayResponseType.InvalidApiKey,
        [ProblemCodes.QuotaExceeded] = GatewayResponseType.QuotaExceeded,
        [ProblemCodes.BodyTooLarge] = GatewayResponseType.RequestTooLarge,
        [ProblemCodes.DocumentTooLarge] = GatewayResponseType.RequestTooLarge,
        [ProblemCodes.RouteNotFound] = GatewayResponseType.ResourceNotFound,
        [ProblemCodes.MethodNotAllowed] = GatewayResponseType.ResourceNotFound,
        [ProblemCodes.Throttled] = GatewayResponseType.Throttled,
        [ProblemCodes.GroupBusy] = GatewayResponseType.Throttled,
        [ProblemCodes.Unauthenticated] = GatewayResponseType.Unauthorized,
        [ProblemCodes.UnsupportedMediaType] = GatewayResponseType.UnsupportedMediaType,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Own = ProblemCodes.All.Select(code => code.Code).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The kind; null for a refusal of a function's own, which is nobody else's business.</summary>
    public static GatewayResponseType? Of(Problem problem) =>
        ByCode.TryGetValue(problem.Code, out var type) ? type
            : !Own.Contains(problem.Code) ? null
            : problem.Status < 500 ? GatewayResponseType.Default4xx : GatewayResponseType.Default5xx;
}

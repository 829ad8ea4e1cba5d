namespace Virga.Gateway;

/// <summary>Texts and error types of API Gateway's own refusals.</summary>
internal static class AwsErrors
{
    /// <summary>The text and the error type (<c>x-amzn-ErrorType</c>) for a refusal; a function's own keeps its text.</summary>
    public static (string Message, string ErrorType) Of(Problem problem) => GatewayResponseTypes.Of(problem) switch
    {
        GatewayResponseType.AccessDenied => ("User is not authorized to access this resource", "AccessDeniedException"),
        GatewayResponseType.BadRequestParameters => (Parameters(problem), "BadRequestException"),
        GatewayResponseType.BadRequestBody => ("Invalid request body", "BadRequestException"),
        GatewayResponseType.IntegrationTimeout => ("Endpoint request timed out", "InternalServerErrorException"),
        GatewayResponseType.InvalidApiKey => ("Forbidden", "ForbiddenException"),
        GatewayResponseType.QuotaExceeded => ("Limit Exceeded", "LimitExceededException"),
        GatewayResponseType.RequestTooLarge => ("Request Too Long", "RequestTooLargeException"),
        GatewayResponseType.ResourceNotFound => ("Not Found", "NotFoundException"),
        GatewayResponseType.Throttled => ("Too Many Requests", "TooManyRequestsException"),
        GatewayResponseType.Unauthorized => ("Unauthorized", "UnauthorizedException"),
        GatewayResponseType.UnsupportedMediaType => ("Unsupported Media Type", "UnsupportedMediaTypeException"),
        GatewayResponseType.AuthorizerFailure or GatewayResponseType.ApiConfigurationError => ("Internal server error", "InternalServerErrorException"),
        _ when problem.Status >= 500 => ("Internal server error", "InternalServerErrorException"),
        _ => (problem.Detail, "BadRequestException"),
    };

    /// <summary>Missing parameters by name, sorted, as API Gateway lists them.</summary>
    private static string Parameters(Problem problem)
    {
        string[] missing = [.. problem.Errors.Where(error => error.Code == "required").Select(error => error.Pointer.TrimStart('/')).Order(StringComparer.Ordinal)];
        return missing.Length > 0 ? $"Missing required request parameters: [{string.Join(", ", missing)}]" : problem.Detail;
    }
}

namespace Virga.Gateway;

/// <summary>The kinds of refusals the gateway itself gives, by API Gateway's names: each can be given another status, headers and members (<see cref="GatewayResponsesOptions.Types"/>).</summary>
public enum GatewayResponseType
{
    /// <summary>403: the caller may not (<c>ACCESS_DENIED</c>).</summary>
    AccessDenied,

    /// <summary>500: the API is configured wrongly (<c>API_CONFIGURATION_ERROR</c>).</summary>
    ApiConfigurationError,

    /// <summary>500: an authorizer is configured wrongly (<c>AUTHORIZER_CONFIGURATION_ERROR</c>).</summary>
    AuthorizerConfigurationError,

    /// <summary>500: the authorizer failed (<c>AUTHORIZER_FAILURE</c>).</summary>
    AuthorizerFailure,

    /// <summary>400: parameters of path, query or headers are wrong (<c>BAD_REQUEST_PARAMETERS</c>).</summary>
    BadRequestParameters,

    /// <summary>400: the body is wrong (<c>BAD_REQUEST_BODY</c>).</summary>
    BadRequestBody,

    /// <summary>Every other refusal of the gateway below 500 (<c>DEFAULT_4XX</c>); what it says counts for all of them.</summary>
    Default4xx,

    /// <summary>Every other failure from 500 on (<c>DEFAULT_5XX</c>); what it says counts for all of them.</summary>
    Default5xx,

    /// <summary>403: a token is out of date (<c>EXPIRED_TOKEN</c>); here 401, among <see cref="Unauthorized"/>.</summary>
    ExpiredToken,

    /// <summary>504: what the function needs does not answer (<c>INTEGRATION_FAILURE</c>); here 502 or 503.</summary>
    IntegrationFailure,

    /// <summary>504: the function took too long (<c>INTEGRATION_TIMEOUT</c>).</summary>
    IntegrationTimeout,

    /// <summary>403: the API key is missing or wrong (<c>INVALID_API_KEY</c>).</summary>
    InvalidApiKey,

    /// <summary>403: a signature is wrong (<c>INVALID_SIGNATURE</c>); there are no signed requests here.</summary>
    InvalidSignature,

    /// <summary>403: no path, or no token (<c>MISSING_AUTHENTICATION_TOKEN</c>); here 404 and 401, among <see cref="ResourceNotFound"/> and <see cref="Unauthorized"/>.</summary>
    MissingAuthenticationToken,

    /// <summary>429: the usage plan's quota is used up (<c>QUOTA_EXCEEDED</c>).</summary>
    QuotaExceeded,

    /// <summary>413: the body is too large (<c>REQUEST_TOO_LARGE</c>).</summary>
    RequestTooLarge,

    /// <summary>404: no function has the path, or 405: none has the method (<c>RESOURCE_NOT_FOUND</c>).</summary>
    ResourceNotFound,

    /// <summary>429: requests come too fast (<c>THROTTLED</c>).</summary>
    Throttled,

    /// <summary>401: the caller is not known (<c>UNAUTHORIZED</c>).</summary>
    Unauthorized,

    /// <summary>415: the body has a content type that is not taken (<c>UNSUPPORTED_MEDIA_TYPE</c>).</summary>
    UnsupportedMediaType,

    /// <summary>403: a firewall refused (<c>WAF_FILTERED</c>); it stands before the app.</summary>
    WafFiltered,
}

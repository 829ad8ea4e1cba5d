using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Decides by code of the app's own who may call: API Gateway's Lambda authorizer.</summary>
/// <remarks>
/// Its answer is kept for <see cref="AuthorizerSettings.CacheFor"/> under the values of all identity sources, and then counts for <b>every</b> function that names the
/// authorizer: never decide by the path, the method or the body unless <see cref="AuthorizerSettings.PerFunction"/> makes the function part of the key.
/// </remarks>
public interface IRequestAuthorizer
{
    /// <summary>Decides. The identity sources are there and not empty.</summary>
    /// <returns>The decision. <see cref="UnauthorizedAccessException"/> is answered with 401, any other exception and no answer in time with 500.</returns>
    ValueTask<AuthorizerResult> AuthorizeAsync(HttpRequest request, CancellationToken cancellationToken);
}

using Microsoft.AspNetCore.Http;
using Virga.Gateway;

namespace Unit.Gateway;

/// <summary>An authorizer that does as it is told and counts how often it is asked.</summary>
internal sealed class CountingAuthorizer : IRequestAuthorizer
{
    private int _asked;

    public int Asked => _asked;

    public Func<HttpRequest, CancellationToken, ValueTask<AuthorizerResult>> Decide { get; set; } =
        (request, _) => ValueTask.FromResult(AuthorizerResult.Allow(request.Headers["X-Who"].ToString(), ("scope", "cats:write"), ("roles", "boss"), ("tenant", "t1")));

    public ValueTask<AuthorizerResult> AuthorizeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        return Decide(request, cancellationToken);
    }
}

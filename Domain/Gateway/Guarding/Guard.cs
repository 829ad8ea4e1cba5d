using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Virga.Gateway;

/// <summary>Who may call: the client's certificate, authentication (or an authorizer), the API key and its usage plan, throttles, authorization; what a function does not ask for is skipped.</summary>
internal sealed class Guard
{
    private readonly RequestDelegate _next;
    private readonly RequestDelegate _authenticate;
    private readonly RequestDelegate _authorize;
    private readonly AuthorizerStage _authorizers;
    private readonly ClientCertificateStage _certificates;
    private readonly Lazy<ApiKeyStage> _keys;
    private readonly ThrottleStage _throttles;

    public Guard(ApplicationBuilder app, RequestDelegate next)
    {
        _next = next;
        var services = app.ApplicationServices;
        _authorizers = services.GetRequiredService<AuthorizerStage>();
        _certificates = services.GetRequiredService<ClientCertificateStage>();

        // An app without keys needs no store for them.
        _keys = new Lazy<ApiKeyStage>(services.GetRequiredService<ApiKeyStage>);
        _throttles = services.GetRequiredService<ThrottleStage>();
        var authenticated = app.New();
        authenticated.UseAuthentication();
        authenticated.Run(AdmitAsync);
        _authenticate = authenticated.Build();
        var authorized = app.New();
        authorized.UseAuthorization();
        authorized.Run(next);
        _authorize = authorized.Build();
    }

    public Task InvokeAsync(HttpContext context)
    {
        var demands = EndpointDemands.Of(context);
        if (demands.NeedsCertificate && !_certificates.Check(context))
        {
            return Task.CompletedTask;
        }

        if (demands.Authorizer is { } authorizer)
        {
            return AskAsync(context, authorizer);
        }

        // No credentials and nobody to ask for them: neither authentication nor authorization can matter.
        var hasCredentials = context.Request.Headers.Authorization.Count > 0 || context.Request.Headers.ContainsKey(EasyAuthHandler.Header);
        return hasCredentials || (demands.HasRules && !demands.IsAnonymous) ? _authenticate(context)
            : demands.IsOpen ? _next(context)
            : AdmitAsync(context);
    }

    private async Task AskAsync(HttpContext context, string authorizer)
    {
        if (await _authorizers.AuthorizeAsync(context, authorizer).ConfigureAwait(false))
        {
            await AdmitAsync(context).ConfigureAwait(false);
        }
    }

    private Task AdmitAsync(HttpContext context)
    {
        var demands = EndpointDemands.Of(context);
        return demands.NeedsKey ? CheckKeyAsync(context, demands)
            : demands.Throttles.Count > 0 && !_throttles.TakePolicies(context, demands.Throttles) ? Task.CompletedTask
            : Continue(demands)(context);
    }

    private async Task CheckKeyAsync(HttpContext context, EndpointDemands demands)
    {
        if (await _keys.Value.CheckAsync(context).ConfigureAwait(false) && _throttles.TakePolicies(context, demands.Throttles))
        {
            await Continue(demands)(context).ConfigureAwait(false);
        }
    }

    private RequestDelegate Continue(EndpointDemands demands) => demands.HasRules && !demands.IsAnonymous ? _authorize : _next;
}

using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Net.Http.Headers;

namespace Virga.Gateway;

/// <summary>Finds tokens as API Gateway does, and challenges as RFC 6750 says: no error without a token, and nothing of the token in it.</summary>
internal sealed class BearerEvents(Func<HttpContext, bool>? allows = null) : JwtBearerEvents
{
    public override Task MessageReceived(MessageReceivedContext context)
    {
        if (context.Request.Headers.Authorization.Count == 0)
        {
            context.NoResult();
        }
        else if (allows is not null && !allows(context.HttpContext))
        {
            context.Fail("Development tokens are for requests of this machine.");
        }
        else if (TokenText.Of(context.Request) is { } token)
        {
            context.Token = token;
        }
        else
        {
            context.Fail("There is no bearer token, or more than one.");
        }

        return Task.CompletedTask;
    }

    public override Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        context.Response.Headers[HeaderNames.WWWAuthenticate] = context.AuthenticateFailure switch
        {
            null => "Bearer",
            SecurityTokenExpiredException => "Bearer error=\"invalid_token\", error_description=\"The token has expired\"",
            _ => "Bearer error=\"invalid_token\", error_description=\"The token is not valid\"",
        };
        return Task.CompletedTask;
    }
}

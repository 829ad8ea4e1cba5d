using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Virga.Documents;

namespace Virga.Gateway;

/// <summary>Says who asks, before the function runs, to the audit trail of the documents it changes.</summary>
internal static class OriginStage
{
    public static RequestDelegate Of(ChangeOrigins origins, RequestDelegate next) => context =>
    {
        var user = context.User;
        origins.Begin(new ChangeOrigin
        {
            Subject = user.FindFirst("sub")?.Value,
            Client = (user.FindFirst("azp") ?? user.FindFirst("appid") ?? user.FindFirst("client_id"))?.Value,
            RequestId = context.TraceIdentifier,
            Method = context.Request.Method,
            Path = context.Request.PathBase.Add(context.Request.Path).ToUriComponent(),
            Function = GatewayFeature.Of(context).FunctionName,
            TraceId = Activity.Current?.TraceId.ToString(),
        });
        return next(context);
    };
}

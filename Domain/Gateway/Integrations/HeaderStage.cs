using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>Sets the headers that a function's attributes name.</summary>
internal static class HeaderStage
{
    /// <summary>The stage; null when the function names none.</summary>
    public static RequestDelegate? Of(EndpointMetadataCollection metadata, RequestDelegate next)
    {
        var requests = metadata.GetOrderedMetadata<RequestHeaderAttribute>();
        var responses = metadata.GetOrderedMetadata<ResponseHeaderAttribute>();
        return requests.Count + responses.Count == 0 ? null : context =>
        {
            foreach (var header in requests)
            {
                header.Apply(context.Request.Headers);
            }

            if (responses.Count > 0)
            {
                context.Response.OnStarting(() =>
                {
                    // What the gateway answers itself is not the function's.
                    if (GatewayFeature.Of(context).Answered is null)
                    {
                        foreach (var header in responses)
                        {
                            header.Apply(context.Response.Headers);
                        }
                    }

                    return Task.CompletedTask;
                });
            }

            return next(context);
        };
    }
}

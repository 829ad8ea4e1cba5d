using Microsoft.AspNetCore.Http;

namespace Virga.Gateway;

/// <summary>What a request's method means.</summary>
internal static class RequestMethods
{
    /// <summary>Whether the request reads what is at its address, so that its answer can be kept and known again: GET and HEAD.</summary>
    public static bool IsRead(this HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
}

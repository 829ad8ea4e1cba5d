using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Virga.LocalHost;

namespace Benchmarks;

/// <summary>A function that does nothing.</summary>
public static class ConstantFunction
{
    /// <summary>Answers the same text every time.</summary>
    [Function("Constant"), AllowAnonymous]
    public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "constant")] HttpRequest request) => Results.Text("constant");
}

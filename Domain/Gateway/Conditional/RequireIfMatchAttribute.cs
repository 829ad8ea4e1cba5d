using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace Virga.Gateway;

/// <summary>The function changes something only for who says which version (<c>If-Match</c>): without the header the answer is 428 (RFC 6585), so that no update is lost.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class RequireIfMatchAttribute : Attribute, IOperationDescription
{
    void IOperationDescription.Describe(OperationDraft operation)
    {
        if (operation.Operation.Parameters?.Any(parameter => parameter.Name == "If-Match") != true)
        {
            operation.Parameter("If-Match", ParameterLocation.Header, new JsonObject { ["type"] = "string" }, "The version the document must have; * for any.", required: true);
        }

        operation.Refuses(428);
    }

    internal static RequestDelegate Stage(RequestDelegate next) => context => context.Request.Headers.IfMatch.Count > 0
        ? next(context)
        : throw new GatewayException(new Problem(428, ProblemCodes.IfMatchRequired, "Send If-Match with the ETag of the version you change.")
        {
            Errors = [ProblemError.Header("If-Match", "required", "This header is needed.")],
        });
}

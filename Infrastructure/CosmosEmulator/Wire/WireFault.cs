using System.Text.Json;

namespace Virga.CosmosEmulator;

/// <summary>A refusal on its way to the caller.</summary>
internal sealed class WireFault(int status, string message, int subStatus = 0) : Exception(message)
{
    public int Status { get; } = status;

    public int SubStatus { get; } = subStatus;

    public static WireFault BadRequest(string message, int subStatus = 0) => new(400, message, subStatus);

    public static WireFault NotFound(int subStatus = 0) => new(404, "Resource Not Found. Learn more: https://aka.ms/cosmosdb-tsg-not-found", subStatus);

    public static WireFault Conflict() => new(409, "Resource with specified id or name already exists.");

    public static WireFault Precondition() => new(412, "Operation cannot be performed because one of the specified precondition is not met.");

    public WireResponse ToResponse() => WireResponse.Fault(Status, CodeOf(Status), Message, SubStatus);

    public static ReadOnlyMemory<byte> Body(string code, string message)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteString("code", code);
            writer.WriteString("message", message);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    public static string CodeOf(int status) => status switch
    {
        400 => "BadRequest",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        412 => "PreconditionFailed",
        413 => "RequestEntityTooLarge",
        424 => "FailedDependency",
        429 => "TooManyRequests",
        449 => "RetryWith",
        501 => "NotImplemented",
        503 => "ServiceUnavailable",
        _ => "InternalServerError",
    };
}

using System.Text.Json;

namespace Virga.EventGrid;

/// <summary>What the local endpoint answers.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The error's code, as the service spells it; null for none.</param>
/// <param name="Message">The error in words; null for none.</param>
/// <param name="Details">The single faults.</param>
internal sealed record PublishReply(int Status, string? Code = null, string? Message = null, IReadOnlyList<string>? Details = null)
{
    public static readonly PublishReply Accepted = new(200);

    public static readonly PublishReply UnknownPath = new(404, "NotFound", "There is nothing here. Events are published with POST to /{topic}/api/events.");

    public static PublishReply BadRequest(string message, IReadOnlyList<string>? details = null) => new(400, "BadRequest", message, details);

    public static PublishReply TooLarge(string message) => new(413, "RequestEntityTooLarge", message);

    /// <summary>The body: the service's error object, or nothing.</summary>
    public byte[] Body()
    {
        if (Code is null)
        {
            return [];
        }

        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            error = new
            {
                code = Code,
                message = Message,
                details = (Details ?? []).Select(detail => new { code = "InvalidEvent", message = detail }),
            },
        });
    }
}

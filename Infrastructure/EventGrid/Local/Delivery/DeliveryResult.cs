namespace Virga.EventGrid;

/// <summary>What a destination made of a delivery.</summary>
/// <param name="Status">The HTTP status; 0 when there was none.</param>
/// <param name="Outcome">Event Grid's word for it.</param>
internal sealed record DeliveryResult(int Status, string Outcome)
{
    public const string TimedOut = "TimedOut";

    public bool IsDelivered => Status is >= 200 and <= 204;

    public static DeliveryResult Of(int status) => new(status, status switch
    {
        >= 200 and <= 204 => "Delivered",
        400 => "BadRequest",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "NotFound",
        408 => TimedOut,
        413 => "PayloadTooLarge",
        429 or 503 => "Busy",
        _ => "GenericError",
    });
}

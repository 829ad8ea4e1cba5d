using Azure;
using Azure.Identity;
using Virga.Notifications;

namespace Virga.EventGrid;

/// <summary>The one place where the SDK's errors become <see cref="EventTransportException"/>.</summary>
internal static class EventGridErrors
{
    public static bool IsTooLarge(RequestFailedException error) => error.Status == 413;

    public static bool IsVendor(Exception error) => error is RequestFailedException or AuthenticationFailedException or HttpRequestException or IOException;

    public static EventTransportException TooLarge(IReadOnlyList<RoutedEvent> refused) =>
        new($"Event Grid answered 413: {refused.Count} events are too large by themselves, {refused[0].Id} the first.", isTransient: false) { Refused = refused };

    public static EventTransportException Translate(Exception error, int events) => error switch
    {
        RequestFailedException { Status: 0 } failed => new($"Event Grid could not be reached: {failed.Message}", isTransient: true, failed),
        RequestFailedException failed => new($"Event Grid answered {failed.Status} ({failed.ErrorCode ?? "no code"}) to {events} events: {FirstLine(failed)}", IsTransient(failed.Status), failed),
        AuthenticationFailedException failed => new($"No token for Event Grid: {FirstLine(failed)}", isTransient: true, failed),
        OperationCanceledException => new($"Event Grid did not answer to {events} events in time.", isTransient: true, error),
        _ => new($"Event Grid could not be reached: {FirstLine(error)}", isTransient: true, error),
    };

    // Only what is wrong with the events themselves stays wrong. A missing role, a rotated key or a deleted topic is put right by people, and the same events are then accepted.
    private static bool IsTransient(int status) => status is not (400 or 413 or 415 or 422);

    private static string FirstLine(Exception error) => error.Message.Split('\n', 2)[0].TrimEnd();
}

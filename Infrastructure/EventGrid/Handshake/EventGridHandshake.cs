using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Virga.EventGrid;

/// <summary>Answers Event Grid's two validation handshakes at a receiver's endpoint: <c>OPTIONS</c> with <c>WebHook-Request-Origin</c> (CloudEvents), and the <c>SubscriptionValidation</c> event (Event Grid schema).</summary>
/// <remarks>Source: the CloudEvents webhook specification §4, and Event Grid's endpoint validation. The callback URL of a handshake is never called: it would be a way to make this machine send requests.</remarks>
public static class EventGridHandshake
{
    /// <summary>The type of the event that asks for a validation code.</summary>
    public const string ValidationEventType = "Microsoft.EventGrid.SubscriptionValidationEvent";

    private const int MaximumBytes = 64 * 1024;

    /// <summary>Answers the request when it is a handshake. False when it is something else, and untouched.</summary>
    public static async Task<bool> TryAnswerAsync(HttpContext context, EventGridHandshakeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (HttpMethods.IsOptions(context.Request.Method) && context.Request.Headers.TryGetValue("WebHook-Request-Origin", out var origin))
        {
            AnswerOptions(context, origin.ToString(), options ?? new EventGridHandshakeOptions());
            return true;
        }

        if (HttpMethods.IsPost(context.Request.Method) && IsValidation(context.Request.Headers["aeg-event-type"]))
        {
            await AnswerValidationAsync(context, cancellationToken).ConfigureAwait(false);
            return true;
        }

        return false;
    }

    private static void AnswerOptions(HttpContext context, string origin, EventGridHandshakeOptions options)
    {
        if (!options.AllowedOrigins.Any(allowed => allowed == "*" || allowed.Equals(origin, StringComparison.OrdinalIgnoreCase)))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.Headers["WebHook-Allowed-Origin"] = origin;
        context.Response.Headers.Allow = "OPTIONS, POST";
        if (context.Request.Headers.TryGetValue("WebHook-Request-Rate", out var rate) || options.AllowedRate is not null)
        {
            context.Response.Headers["WebHook-Allowed-Rate"] = Rate(rate.ToString(), options.AllowedRate);
        }
    }

    private static string Rate(string asked, int? allowed)
    {
        if (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var rate) || rate < 1)
        {
            return allowed?.ToString(CultureInfo.InvariantCulture) ?? "*";
        }

        return Math.Min(rate, allowed ?? rate).ToString(CultureInfo.InvariantCulture);
    }

    private static bool IsValidation(StringValues type) => string.Equals(type.ToString(), "SubscriptionValidation", StringComparison.OrdinalIgnoreCase);

    private static async Task AnswerValidationAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var code = await ReadCodeAsync(context.Request, cancellationToken).ConfigureAwait(false);
        if (code is null)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        context.Response.StatusCode = StatusCodes.Status200OK;
        await context.Response.WriteAsJsonAsync(new Dictionary<string, string> { ["validationResponse"] = code }, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string?> ReadCodeAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var body = await BoundedBody.ReadAsync(request.Body, MaximumBytes, cancellationToken).ConfigureAwait(false);
        if (body is null)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(body.Value);
            var validation = document.RootElement is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() == 1 ? array[0] : document.RootElement;
            return validation.ValueKind == JsonValueKind.Object
                && Text(validation, "eventType")?.Equals(ValidationEventType, StringComparison.OrdinalIgnoreCase) == true
                && validation.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
                ? Text(data, "validationCode")
                : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return null; // the latter of text that is none: an escaped surrogate alone
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

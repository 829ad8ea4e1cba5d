using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Virga.LocalHost;

/// <summary>What compiled functions call to get their arguments.</summary>
internal static class FunctionArguments
{
    public static HttpRequest Request(LocalFunctionContext context) =>
        context.HttpContext?.Request ?? throw new InvalidOperationException($"The function '{context.Function.Name}' was not started by a request.");

    /// <summary>The request's token as it is now: middleware may have put a time-out into it.</summary>
    public static CancellationToken Cancellation(LocalFunctionContext context) => context.CancellationToken;

    /// <summary>The trigger's payload as the parameter asks for it.</summary>
    public static T? Payload<T>(LocalFunctionContext context) => (T?)TriggerKind.Of(context.Function.Trigger!)!.Convert(context.TriggerValue, typeof(T));

    /// <summary>A piece of the trigger's data that is text, or null.</summary>
    public static string? Text(LocalFunctionContext context, string name, string? otherwise) =>
        Find(context, name) is { } value ? System.Convert.ToString(value, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>A piece of the trigger's data that is a value.</summary>
    public static T Value<T>(LocalFunctionContext context, string name, T otherwise)
        where T : struct, IParsable<T> => Optional<T>(context, name, null) ?? otherwise;

    /// <summary>A piece of the trigger's data that is a value, or null.</summary>
    public static T? Optional<T>(LocalFunctionContext context, string name, T? otherwise)
        where T : struct, IParsable<T> => Find(context, name) switch
        {
            null => otherwise,
            T value => value,
            var value => Parse<T>(name, System.Convert.ToString(value, CultureInfo.InvariantCulture)!),
        };

    /// <summary>A piece of the trigger's data that is an enum's name or number.</summary>
    public static T Enum<T>(LocalFunctionContext context, string name, T otherwise)
        where T : struct, Enum => OptionalEnum<T>(context, name, null) ?? otherwise;

    /// <summary>A piece of the trigger's data that is an enum's name or number, or null.</summary>
    public static T? OptionalEnum<T>(LocalFunctionContext context, string name, T? otherwise)
        where T : struct, Enum => Find(context, name) switch
        {
            null => otherwise,
            T value => value,
            var value => System.Enum.TryParse<T>(value.ToString(), ignoreCase: true, out var parsed) && System.Enum.IsDefined(parsed)
                ? parsed
                : throw Unfit(name, value.ToString(), typeof(T)),
        };

    private static object? Find(LocalFunctionContext context, string name) =>
        context.RouteValues.TryGetValue(name, out var value) || (context.TriggerData?.TryGetValue(name, out value) ?? false) ? value : null;

    private static T Parse<T>(string name, string text)
        where T : struct, IParsable<T>
    {
        // Without an offset a time is UTC: the machine's zone must not change what a URL means.
        if (typeof(T) == typeof(DateTimeOffset))
        {
            return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? (T)(object)time
                : throw Unfit(name, text, typeof(T));
        }

        return T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : throw Unfit(name, text, typeof(T));
    }

    private static BadHttpRequestException Unfit(string name, string? text, Type type) =>
        new($"The value '{text}' of '{name}' is not a {type.Name}.", StatusCodes.Status400BadRequest);
}

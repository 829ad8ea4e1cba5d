using System.Buffers;

namespace Virga.Notifications;

/// <summary>SNS's rule for topic names: <c>^[a-zA-Z0-9_-]{1,256}$</c>.</summary>
internal static class TopicName
{
    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");

    public static bool IsValid(string name) => name.Length is >= 1 and <= 256 && !name.AsSpan().ContainsAnyExcept(Allowed);

    public static string? Fault(string name) => IsValid(name)
        ? null
        : $"Topic '{name}': Invalid parameter: Topic Name. Use 1 to 256 ASCII letters, digits, dashes and underscores.";
}

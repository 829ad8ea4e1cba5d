using Microsoft.Extensions.Options;

namespace Virga.Gateway;

internal sealed class AccessNotificationOptionsValidator : IValidateOptions<AccessNotificationOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessNotificationOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        if (options.Topic is { } topic && Fault(topic) is { } fault)
        {
            faults.AddError($"Gateway:AccessNotifications:Topic is '{topic}', {fault}.");
        }

        faults.AddUnlessWithin("Gateway:AccessNotifications:QueueLength", options.QueueLength, 1, 1_000_000);
        faults.AddUnlessWithin("Gateway:AccessNotifications:DrainTimeout", options.DrainTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        return faults.Build();
    }

    /// <summary>What is wrong with a topic to notify of accesses; null for nothing.</summary>
    public static string? Fault(string topic) =>
        topic.EndsWith(".fifo", StringComparison.Ordinal) ? "a FIFO topic, which would want a group for every access: give a standard topic"
        : topic.Length is > 0 and <= 256 && topic.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_') ? null
        : "no name of a topic: letters, digits, hyphens and underscores, at most 256";
}

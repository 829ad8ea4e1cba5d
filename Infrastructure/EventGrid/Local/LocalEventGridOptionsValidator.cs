using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Virga.EventGrid;

/// <summary>Finds everything wrong with <see cref="LocalEventGridOptions"/>.</summary>
internal sealed partial class LocalEventGridOptionsValidator : IValidateOptions<LocalEventGridOptions>
{
    public ValidateOptionsResult Validate(string? name, LocalEventGridOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        Topics(options.Topics, faults);
        if (options.AccessKey is { } key && !AccessKey.IsValid(key))
        {
            faults.AddError("LocalEventGrid:AccessKey is not base64. Leave it out for a random one.");
        }

        if (options.PublicBaseUri is { } uri && (!uri.IsAbsoluteUri || uri.Scheme is not ("http" or "https")))
        {
            faults.AddError($"LocalEventGrid:PublicBaseUri is '{uri}'. Set an absolute http(s) URI.");
        }

        Positive(nameof(options.MaximumEventBytes), options.MaximumEventBytes, faults);
        Positive(nameof(options.MaximumRequestBytes), options.MaximumRequestBytes, faults);
        Positive(nameof(options.MaximumRequestEvents), options.MaximumRequestEvents, faults);
        Positive(nameof(options.MaximumConcurrency), options.MaximumConcurrency, faults);
        Positive(nameof(options.DeliveryTimeout), options.DeliveryTimeout, TimeSpan.FromHours(1), faults);
        Positive(nameof(options.PollInterval), options.PollInterval, TimeSpan.FromHours(1), faults);
        Positive(nameof(options.HandshakeInterval), options.HandshakeInterval, TimeSpan.FromHours(1), faults);
        Waits(nameof(options.RetrySchedule), options.RetrySchedule, faults);
        Waits(nameof(options.MinimumWaits), options.MinimumWaits.Values, faults);
        return faults.Build();
    }

    [GeneratedRegex(@"^[A-Za-z0-9-]{3,50}\z")]
    private static partial Regex TopicName { get; }

    private static void Topics(IReadOnlyList<LocalTopic> topics, ValidateOptionsResultBuilder faults)
    {
        foreach (var topic in topics.Where(topic => !TopicName.IsMatch(topic.Name)))
        {
            faults.AddError($"LocalEventGrid has a topic '{topic.Name}'. Use 3 to 50 letters, digits and dashes.");
        }

        foreach (var twice in topics.GroupBy(topic => topic.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            faults.AddError($"LocalEventGrid has the topic '{twice.Key}' {twice.Count()} times.");
        }
    }

    private static void Positive(string name, int value, ValidateOptionsResultBuilder faults)
    {
        if (value < 1)
        {
            faults.AddError($"LocalEventGrid:{name} is {value}. Set at least 1.");
        }
    }

    private static void Positive(string name, TimeSpan value, TimeSpan maximum, ValidateOptionsResultBuilder faults)
    {
        if (value <= TimeSpan.Zero || value > maximum)
        {
            faults.AddError($"LocalEventGrid:{name} is {value}. Set more than 0 and at most {maximum}.");
        }
    }

    private static void Waits(string name, IEnumerable<TimeSpan> waits, ValidateOptionsResultBuilder faults)
    {
        foreach (var wait in waits.Where(wait => wait < TimeSpan.Zero || wait > TimeSpan.FromDays(1)))
        {
            faults.AddError($"LocalEventGrid:{name} has {wait}. Set 0 to 24 hours.");
        }
    }
}

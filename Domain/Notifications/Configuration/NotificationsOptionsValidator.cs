using Microsoft.Extensions.Options;

namespace Virga.Notifications;

/// <summary>Finds everything wrong with <see cref="NotificationsOptions"/>.</summary>
internal sealed class NotificationsOptionsValidator : IValidateOptions<NotificationsOptions>
{
    public ValidateOptionsResult Validate(string? name, NotificationsOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        if (options.PublicBaseUrl is { } url && (!url.IsAbsoluteUri || url.Scheme is not ("https" or "http") || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0))
        {
            Refuse(nameof(options.PublicBaseUrl), $"'{url}' is not an absolute https or http URL without user name, query and fragment.");
        }

        Check(nameof(options.Compat), Enum.IsDefined(options.Compat), $"{options.Compat} is neither {nameof(Compat.Virga)} nor {nameof(Compat.Sns)}.");
        Check(nameof(options.TopicArnPrefix), !string.IsNullOrEmpty(options.TopicArnPrefix), "It must not be empty.");
        CheckRange(nameof(options.RelayConcurrency), options.RelayConcurrency, 1, 100);
        CheckRange(nameof(options.SweepAfter), options.SweepAfter, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
        CheckRange(nameof(options.SweepLimit), options.SweepLimit, 1, 10_000);
        CheckRange(nameof(options.OutboxAlarm), options.OutboxAlarm, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Check(nameof(options.Instance), options.Instance is not { } instance || (instance.Length is > 0 and <= 128 && !instance.Contains('/', StringComparison.Ordinal)), "It must have 1 to 128 characters, none of them a slash.");
        CheckRange(nameof(options.KeepSent), options.KeepSent, TimeSpan.FromMinutes(1), TimeSpan.FromDays(3650));
        CheckRange(nameof(options.KeepInbox), options.KeepInbox, TimeSpan.FromDays(7), TimeSpan.FromDays(3650));
        CheckRange(nameof(options.SubscriptionsPerTopic), options.SubscriptionsPerTopic, 1, 5000);
        CheckRange(nameof(options.ConfirmationLife), options.ConfirmationLife, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7));
        CheckRange(nameof(options.MaximumDequeues), options.MaximumDequeues, 2, 100);
        CheckRange(nameof(options.FifoLease), options.FifoLease, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        CheckRange(nameof(options.CircuitFailures), options.CircuitFailures, 1, 1000);
        CheckRange(nameof(options.CircuitProbe), options.CircuitProbe, TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
        CheckRange(nameof(options.CircuitLongestProbe), options.CircuitLongestProbe, options.CircuitProbe, TimeSpan.FromHours(1));
        CheckRange(nameof(options.SuccessSampleRate), options.SuccessSampleRate, 0, 100);
        CheckRange(nameof(options.ConfirmationsPerHost), options.ConfirmationsPerHost, 1, 6000);
        CheckRange(nameof(options.RequestsPerHost), options.RequestsPerHost, 1, 1000);
        foreach (var fault in options.Retry?.Faults() ?? ["It must not be null."])
        {
            Refuse(nameof(options.Retry), fault);
        }

        return result.Build();

        void Refuse(string option, string fault) => result.AddError(fault, $"{NotificationsOptions.Section}:{option}");

        void Check(string option, bool holds, string fault)
        {
            if (!holds)
            {
                Refuse(option, fault);
            }
        }

        void CheckRange<T>(string option, T value, T from, T to)
            where T : IComparable<T> => Check(option, value.CompareTo(from) >= 0 && value.CompareTo(to) <= 0, $"{value} is not from {from} to {to}.");
    }
}

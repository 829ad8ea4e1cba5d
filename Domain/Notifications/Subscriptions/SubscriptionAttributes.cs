namespace Virga.Notifications;

/// <summary>Changes subscriptions by SNS's attribute names, with SNS's texts.</summary>
internal static class SubscriptionAttributes
{
    public static Subscription Set(Subscription subscription, IReadOnlyDictionary<string, string?> attributes, FilterLimits limits)
    {
        var scope = attributes.TryGetValue("FilterPolicyScope", out var asked) ? FilterPolicy.ParseScope(asked) : subscription.FilterPolicyScope;
        var changed = subscription with { FilterPolicyScope = scope };
        foreach (var (name, value) in attributes)
        {
            changed = name switch
            {
                "FilterPolicyScope" => changed,
                "FilterPolicy" => changed with { FilterPolicy = IsNothing(value) ? null : value },
                "RawMessageDelivery" => changed with { RawMessageDelivery = bool.TryParse(value, out var raw) ? raw : throw NotificationException.Invalid($"RawMessageDelivery: Invalid value [{value}]. Must be true or false.") },
                "DeliveryPolicy" => changed with { DeliveryPolicy = IsNothing(value) ? null : DeliveryPolicy.Parse(value!) },
                _ => throw NotificationException.Invalid("AttributeName"),
            };
        }

        if (changed.FilterPolicy is not null)
        {
            changed = changed with { FilterPolicy = FilterPolicy.Parse(changed.FilterPolicy, scope, limits).Json }; // also when only the scope has changed: a policy may be good for one and not for the other
        }

        SubscriptionTerms.ThrowIfUnfit(changed.DeliveryPolicy, changed.RawMessageDelivery);
        return changed;
    }

    private static bool IsNothing(string? policy) => string.IsNullOrWhiteSpace(policy) || policy.Trim() is "{}";
}

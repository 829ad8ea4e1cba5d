using System.Collections.Immutable;

namespace Virga.Notifications;

/// <summary>A compiled filter policy: which messages a subscription wants. The language and its refusals are SNS's.</summary>
/// <remarks>
/// Keys are ANDed, the values of a key ORed. A missing key matches nothing but <c>{"exists": false}</c>. Where SNS's sources contradict each other:
/// <c>{"exists": true}</c> needs a value that is neither null nor empty text, <c>{"exists": false}</c> on attributes needs a message that has some (AWS documentation);
/// <c>anything-but</c> on a list asks for any element; two keys inside a list must be met by the same element (event-ruler).
/// A policy is immutable and may be used from any thread.
/// </remarks>
public sealed class FilterPolicy
{
    internal FilterPolicy(string json, FilterScope scope, PolicyNode root, ImmutableArray<PolicyLeaf> leaves)
    {
        Json = json;
        Scope = scope;
        Root = root;
        Leaves = leaves;
    }

    /// <summary>The policy as it was given.</summary>
    public string Json { get; }

    /// <summary>What of a message the policy looks at.</summary>
    public FilterScope Scope { get; }

    internal PolicyNode Root { get; }

    internal ImmutableArray<PolicyLeaf> Leaves { get; }

    /// <summary>Compiles a policy.</summary>
    /// <param name="json">The policy: a JSON object.</param>
    /// <param name="scope">What of a message it looks at.</param>
    /// <param name="limits">How large it may be; null for <see cref="FilterLimits.Framework"/>.</param>
    /// <exception cref="FilterPolicyException">The policy is not valid.</exception>
    public static FilterPolicy Parse(string json, FilterScope scope = FilterScope.MessageAttributes, FilterLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return PolicyCompiler.Compile(json, scope, limits ?? FilterLimits.Framework);
    }

    /// <summary>Reads a scope's name; null is the default scope.</summary>
    /// <exception cref="NotificationException">There is no such scope.</exception>
    public static FilterScope ParseScope(string? scope) => scope switch
    {
        null or nameof(FilterScope.MessageAttributes) => FilterScope.MessageAttributes,
        nameof(FilterScope.MessageBody) => FilterScope.MessageBody,
        _ => throw NotificationException.Invalid($"FilterPolicyScope: Invalid value [{scope}]. Please use either MessageBody or MessageAttributes"),
    };

    /// <summary>Whether a message passes the policy.</summary>
    public bool Matches(NotificationMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return PolicyMatcher.Matches(Root, Leaves, message.Fields(Scope));
    }

    /// <summary>Says key by key why a message passes the policy or does not.</summary>
    public FilterExplanation Explain(NotificationMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return PolicyExplainer.Explain(Root, Leaves, message.Fields(Scope), Scope);
    }

    /// <summary>Says key by key why a message with these attributes and this body would pass the policy or would not.</summary>
    /// <param name="attributes">The attributes, as they would be published.</param>
    /// <param name="body">The body; may be empty here.</param>
    /// <exception cref="NotificationException">An attribute breaks one of SNS's rules.</exception>
    public FilterExplanation Explain(IReadOnlyDictionary<string, MessageAttribute> attributes, string body)
    {
        ArgumentNullException.ThrowIfNull(attributes);
        ArgumentNullException.ThrowIfNull(body);
        MessageRules.CheckAttributes(attributes);
        return Explain(new NotificationMessage { MessageId = "", Topic = "", Body = body, Attributes = attributes, Timestamp = default });
    }

    /// <summary>A filter for an Event Grid subscription that lets through every event the policy matches, and more besides; in the form of Event Grid's API.</summary>
    /// <remarks>
    /// It is for events that others publish to an Event Grid topic: it spares their delivery, and the policy still has to decide. Only what Event Grid can
    /// express without losing a match is written, at most 25 values; <c>{"advancedFilters":[]}</c> lets everything through.
    /// </remarks>
    /// <param name="plainKeys">The keys of the policy whose value is always a scalar or a list of scalars, not within a list, and given once: Event Grid does not look into lists of objects. Other keys are left out.</param>
    /// <param name="prefix">Where the values are in the event.</param>
    public string ToEventGridFilter(IReadOnlySet<string> plainKeys, string prefix = "data")
    {
        ArgumentNullException.ThrowIfNull(plainKeys);
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return EventGridFilter.Of(this, plainKeys, prefix);
    }

    /// <summary>The policy's JSON.</summary>
    public override string ToString() => Json;
}

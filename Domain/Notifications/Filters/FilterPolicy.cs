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
    private readonly PolicyNode _root;
    private readonly ImmutableArray<PolicyLeaf> _leaves;

    internal FilterPolicy(string json, FilterScope scope, PolicyNode root, ImmutableArray<PolicyLeaf> leaves)
    {
        Json = json;
        Scope = scope;
        _root = root;
        _leaves = leaves;
    }

    /// <summary>The policy as it was given.</summary>
    public string Json { get; }

    /// <summary>What of a message the policy looks at.</summary>
    public FilterScope Scope { get; }

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
        return PolicyMatcher.Matches(_root, _leaves, message.Fields(Scope));
    }

    /// <summary>Says key by key why a message passes the policy or does not.</summary>
    public FilterExplanation Explain(NotificationMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return PolicyExplainer.Explain(_root, _leaves, message.Fields(Scope), Scope);
    }

    /// <summary>The policy's JSON.</summary>
    public override string ToString() => Json;
}

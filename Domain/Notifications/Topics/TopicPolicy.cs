using System.Collections.Immutable;
using System.Text;

namespace Virga.Notifications;

/// <summary>Who may publish to a topic and subscribe to it, on top of the scopes of the HTTP API. Immutable.</summary>
/// <remarks>
/// Without statements, whoever has the scope may: SNS's default policy, for one app is one account. With any, whatever no statement allows is denied, except to the owner;
/// what a statement denies is denied to everybody.
/// </remarks>
public sealed class TopicPolicy
{
    /// <summary>The most statements: 100 (SNS).</summary>
    public const int MaximumStatements = 100;

    /// <summary>The most principals of a statement: 200 (SNS).</summary>
    public const int MaximumPrincipals = 200;

    /// <summary>The most bytes of a policy's JSON: 30,720 (SNS).</summary>
    public const int MaximumBytes = 30 * 1024;

    private static readonly string[] Prefixes = ["sub:", "client:", "scope:"];

    /// <summary>The policy of a topic that has none.</summary>
    public static readonly TopicPolicy Default = new([]);

    private TopicPolicy(ImmutableArray<TopicStatement> statements) => Statements = statements;

    /// <summary>The statements, in their order.</summary>
    public ImmutableArray<TopicStatement> Statements { get; }

    /// <summary>A policy of statements.</summary>
    /// <exception cref="NotificationException">A statement breaks a rule, or there are too many.</exception>
    public static TopicPolicy Of(IEnumerable<TopicStatement> statements)
    {
        ArgumentNullException.ThrowIfNull(statements);
        var policy = new TopicPolicy([.. statements]);
        policy.Check();
        return policy.Statements.IsEmpty ? Default : policy;
    }

    /// <summary>Whether the caller may.</summary>
    public bool Allows(TopicAction action, TopicCaller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        var isAllowed = Statements.IsEmpty || caller.IsOwner;
        foreach (var statement in Statements)
        {
            if (statement.IsAbout(action, caller))
            {
                if (statement.IsDeny)
                {
                    return false;
                }

                isAllowed = true;
            }
        }

        return isAllowed;
    }

    /// <summary>The policy with one statement more: SNS's <c>AddPermission</c>.</summary>
    /// <exception cref="NotificationException">The label is taken, or the statement breaks a rule.</exception>
    public TopicPolicy With(TopicStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        return Of([.. Statements, statement]);
    }

    /// <summary>The policy without the statement of a label: SNS's <c>RemovePermission</c>. The same when there is none.</summary>
    public TopicPolicy Without(string label) => Of(Statements.Where(statement => statement.Label != label));

    private void Check()
    {
        if (Statements.Length > MaximumStatements)
        {
            throw Invalid($"a policy has at most {MaximumStatements} statements");
        }

        if (Statements.DistinctBy(statement => statement.Label, StringComparer.Ordinal).Count() < Statements.Length)
        {
            throw NotificationException.Invalid("Statement already exists");
        }

        foreach (var statement in Statements)
        {
            Check(statement);
        }

        if (Encoding.UTF8.GetByteCount(TopicPolicyJson.Write(this, "")) > MaximumBytes)
        {
            throw Invalid($"a policy has at most {MaximumBytes} bytes");
        }
    }

    private static void Check(TopicStatement statement)
    {
        if (statement.Label is not { Length: > 0 and <= 80 } || !TopicName.IsValid(statement.Label))
        {
            throw Invalid($"label '{statement.Label}': it has 1 to 80 ASCII letters, digits, dashes and underscores");
        }

        if (statement.Actions.IsDefaultOrEmpty)
        {
            throw OutOfScope();
        }

        if (statement.Principals.IsDefault || statement.Principals.Length is 0 or > MaximumPrincipals)
        {
            throw Invalid($"statement '{statement.Label}' must have 1 to {MaximumPrincipals} principals");
        }

        foreach (var principal in statement.Principals)
        {
            if (principal != TopicStatement.Everybody && (principal is null || !Prefixes.Any(prefix => principal.StartsWith(prefix, StringComparison.Ordinal) && principal.Length > prefix.Length)))
            {
                throw Invalid($"'{principal}' is no principal; use '*', 'sub:…', 'client:…' or 'scope:…'");
            }
        }
    }

    internal static NotificationException OutOfScope() => NotificationException.Invalid("Policy statement action out of service scope!");

    internal static NotificationException Invalid(string why) => NotificationException.Invalid($"Policy Error: {why}");
}

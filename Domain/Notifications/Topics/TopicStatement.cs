using System.Collections.Immutable;

namespace Virga.Notifications;

/// <summary>One statement of a topic's policy.</summary>
/// <param name="Label">What it is called, unique in the policy: SNS's <c>Sid</c>.</param>
/// <param name="Principals">Who it is about: <c>*</c> for everybody with the scope, or <c>sub:…</c>, <c>client:…</c> and <c>scope:…</c>.</param>
/// <param name="Actions">What it is about.</param>
/// <param name="IsDeny">Whether it forbids; a statement that forbids goes before all that allow.</param>
public sealed record TopicStatement(string Label, ImmutableArray<string> Principals, ImmutableArray<TopicAction> Actions, bool IsDeny = false)
{
    internal const string Everybody = "*";

    internal bool IsAbout(TopicAction action, TopicCaller caller) =>
        Actions.Contains(action) && (Principals.Contains(Everybody) || Principals.Any(caller.Principals.Contains));
}

namespace Virga.Hosting;

/// <summary>Whether the message passes the policy, and why: a line for each key.</summary>
internal sealed record FilterPolicyTestResult(bool Matches, IReadOnlyList<string> Explanation);

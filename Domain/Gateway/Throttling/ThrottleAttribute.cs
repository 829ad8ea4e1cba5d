namespace Virga.Gateway;

/// <summary>The function takes requests only as fast as a policy of <see cref="ThrottlingOptions.Policies"/> allows; others get 429 with Retry-After.</summary>
/// <remarks>Several attributes: every policy must allow it. Answers carry <c>RateLimit</c> and <c>RateLimit-Policy</c> (draft-ietf-httpapi-ratelimit-headers-11).</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, AllowMultiple = true)]
public sealed class ThrottleAttribute(string policy) : Attribute
{
    /// <summary>The policy's name.</summary>
    public string Policy { get; } = policy;
}

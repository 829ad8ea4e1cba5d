using System.Security.Cryptography;
using System.Text;

namespace Virga.Notifications;

/// <summary>The delay before one retry: the plan's, the endpoint's wish when that is longer, and jitter.</summary>
internal static class RetryDelay
{
    private const double Jitter = 0.1;

    /// <param name="planned">The plan's delay.</param>
    /// <param name="policy">The policy; its largest delay bounds the endpoint's wish.</param>
    /// <param name="wish">The endpoint's <c>Retry-After</c>.</param>
    /// <param name="seed">What the jitter comes from: the same attempt always gets the same.</param>
    public static TimeSpan Of(TimeSpan planned, RetryPolicy policy, TimeSpan? wish, string seed)
    {
        var wished = wish is { } asked ? (asked < policy.MaxDelayTarget ? asked : policy.MaxDelayTarget) : TimeSpan.Zero;
        if (wished > planned)
        {
            return wished;
        }

        var hash = BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(seed)));
        return planned * (1 + (Jitter * ((2.0 * hash / uint.MaxValue) - 1)));
    }
}

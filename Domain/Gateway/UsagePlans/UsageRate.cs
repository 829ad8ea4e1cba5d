namespace Virga.Gateway;

/// <summary>A rate: a bucket of <paramref name="Burst"/> requests that fills at <paramref name="Rate"/> requests a second.</summary>
/// <param name="Rate">Requests a second, more than 0 and at most 1,000,000; fractions are meant.</param>
/// <param name="Burst">The most requests at once, 1 to 1,000,000.</param>
public sealed record UsageRate(double Rate, int Burst)
{
    internal bool IsValid => Rate is > 0 and <= 1_000_000 && Burst is >= 1 and <= 1_000_000;
}

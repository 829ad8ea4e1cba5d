namespace Virga.Notifications;

/// <summary>How large a filter policy may be.</summary>
public sealed record FilterLimits
{
    /// <summary>Virga's own limits: 64 keys, 10,000 combinations, 1,000 wildcard points.</summary>
    public static readonly FilterLimits Framework = new();

    /// <summary>SNS's limits: 5 keys, 150 combinations, 3 stars in a wildcard, 100 wildcard points.</summary>
    public static readonly FilterLimits Sns = new() { Keys = 5, Combinations = 150, StarsPerWildcard = 3, WildcardPoints = 100 };

    /// <summary>The limits that go with a choice of whose rules hold.</summary>
    public static FilterLimits Of(Compat compat) => compat == Compat.Sns ? Sns : Framework;

    /// <summary>The most keys that hold values, 1 to 64.</summary>
    /// <value>64</value>
    public int Keys { get; init; } = 64;

    /// <summary>The most combinations: for each key the number of its values times its nesting level, multiplied; the branches of <c>$or</c> added.</summary>
    /// <value>10,000</value>
    public long Combinations { get; init; } = 10_000;

    /// <summary>The most <c>*</c> in one wildcard pattern.</summary>
    /// <value>16</value>
    public int StarsPerWildcard { get; init; } = 16;

    /// <summary>The most wildcard points: for each key the points of its patterns (1 for one star or anything-but, 3 for several) times their number, added up.</summary>
    /// <value>1,000</value>
    public long WildcardPoints { get; init; } = 1_000;

    /// <summary>The most policies of a topic in SNS: 200.</summary>
    public const int SnsPoliciesPerTopic = 200;

    /// <summary>The most bytes of a policy: 262,144 (SNS).</summary>
    public const int Bytes = 256 * 1024;
}

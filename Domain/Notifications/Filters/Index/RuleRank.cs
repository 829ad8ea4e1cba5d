namespace Virga.Notifications;

/// <summary>How much a rule tells: rules that few values meet are looked at first, which leaves little to do for the others.</summary>
internal static class RuleRank
{
    public const int Last = 6;

    public static int Of(ValueRule rule) => rule switch
    {
        ValueRule.Exactly or ValueRule.NumberEquals or ValueRule.IgnoreCase => 0,
        ValueRule.Numeric { Bottom: { } bottom, Top: { } top } when bottom.Equals(top) => 0,
        ValueRule.Prefix or ValueRule.Suffix or ValueRule.Cidr => 1,
        ValueRule.Wildcard wildcard => wildcard.Pattern.Head.Length + wildcard.Pattern.Tail.Length > 0 ? 1 : 3,
        ValueRule.Numeric or ValueRule.Literal => 2,
        ValueRule.AnythingBut => 4,
        _ => 5,
    };
}

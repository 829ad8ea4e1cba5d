namespace Virga.Notifications;

/// <summary>What a key's wildcard patterns cost: the sum of their points times their number (SNS).</summary>
internal struct WildcardCost
{
    private int _patterns;
    private int _points;

    public readonly long Total => (long)_points * _patterns;

    /// <summary>Counts a pattern: one star is 1 point, several are 3; within anything-but it is 1.</summary>
    public void Add(int stars, bool isAnythingBut)
    {
        _patterns++;
        _points += isAnythingBut || stars < 2 ? 1 : 3;
    }
}

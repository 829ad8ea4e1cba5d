namespace Virga.Notifications;

/// <summary>Finds the ranges that a number is in: a tree over their ends, at each place the ranges across it in order of both ends.</summary>
internal sealed class NumberTable
{
    private readonly JsonNumber _centre;
    private readonly RuleTarget[] _byBottom;
    private readonly RuleTarget[] _byTop;
    private readonly NumberTable? _below;
    private readonly NumberTable? _above;

    private NumberTable(JsonNumber centre, List<RuleTarget> across, NumberTable? below, NumberTable? above)
    {
        _centre = centre;
        _byBottom = [.. across.OrderBy(target => Range(target).Bottom, Comparer<JsonNumber?>.Default)];
        _byTop = [.. across.Order(Comparer<RuleTarget>.Create((left, right) => (Range(left).Top, Range(right).Top) switch
        {
            (null, null) => 0,
            (null, _) => -1, // no top is the highest
            (_, null) => 1,
            ({ } first, { } second) => second.CompareTo(first),
        }))];
        _below = below;
        _above = above;
    }

    /// <summary>A table of targets whose rules are <see cref="ValueRule.Numeric"/>; null for none.</summary>
    public static NumberTable? Of(List<RuleTarget> targets)
    {
        if (targets.Count == 0)
        {
            return null;
        }

        var ends = targets.SelectMany(target => new[] { Range(target).Bottom, Range(target).Top }).OfType<JsonNumber>().Order().ToList();
        var centre = ends[ends.Count / 2];
        var below = new List<RuleTarget>();
        var above = new List<RuleTarget>();
        var across = new List<RuleTarget>();
        foreach (var target in targets)
        {
            var range = Range(target);
            var side = range.Top is { } top && top.CompareTo(centre) < 0 ? below : range.Bottom is { } bottom && bottom.CompareTo(centre) > 0 ? above : across;
            side.Add(target);
        }

        return new NumberTable(centre, across, Of(below), Of(above));
    }

    public void Find(in ValueView value, JsonNumber number, NodeQueue queue)
    {
        for (var table = this; table is not null;)
        {
            var side = number.CompareTo(table._centre);
            if (side > 0)
            {
                // Those that reach highest come first; after the first that ends too low, all do.
                foreach (var target in table._byTop)
                {
                    if (Range(target).Top is { } top && top.CompareTo(number) < 0)
                    {
                        break;
                    }

                    target.Try(value, queue);
                }
            }
            else
            {
                foreach (var target in table._byBottom)
                {
                    if (Range(target).Bottom is { } bottom && bottom.CompareTo(number) > 0)
                    {
                        break;
                    }

                    target.Try(value, queue);
                }
            }

            table = side < 0 ? table._below : side > 0 ? table._above : null;
        }
    }

    private static ValueRule.Numeric Range(RuleTarget target) => (ValueRule.Numeric)target.Rule;
}

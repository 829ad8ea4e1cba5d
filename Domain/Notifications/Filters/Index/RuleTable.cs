namespace Virga.Notifications;

/// <summary>Finds which of many rules a value meets, without asking each.</summary>
internal sealed class RuleTable
{
    private const int Few = 4;

    private readonly List<RuleTarget> _oneByOne = [];
    private readonly TextTable _whole = new(StringComparer.Ordinal);
    private readonly TextTable _anyCase = new(StringComparer.OrdinalIgnoreCase);
    private readonly TextTable _heads = new(StringComparer.Ordinal);
    private readonly TextTable _tails = new(StringComparer.Ordinal);
    private readonly Dictionary<JsonNumber, List<RuleTarget>> _numbers = [];
    private readonly NumberTable? _ranges;

    public RuleTable(IReadOnlyList<RuleTarget> targets)
    {
        if (targets.Count <= Few)
        {
            _oneByOne.AddRange(targets);
            return;
        }

        var ranges = new List<RuleTarget>();
        foreach (var target in targets)
        {
            Add(target, ranges);
        }

        _ranges = NumberTable.Of(ranges);
    }

    public void Find(in ValueView value, NodeQueue queue)
    {
        if (value.Kind == FieldKind.Text)
        {
            FindText(value, queue);
        }
        else if (value.Number is { } number)
        {
            FindNumber(value, number, queue);
        }

        foreach (var target in _oneByOne)
        {
            target.Try(value, queue);
        }
    }

    private void Add(RuleTarget target, List<RuleTarget> ranges)
    {
        switch (target.Rule)
        {
            case ValueRule.Exactly exactly:
                _whole.Add(exactly.Text, target);
                break;
            case ValueRule.IgnoreCase ignoring:
                _anyCase.Add(ignoring.Text, target);
                break;
            case ValueRule.Prefix prefix:
                _heads.Add(prefix.Text, target);
                break;
            case ValueRule.Suffix suffix:
                _tails.Add(suffix.Text, target);
                break;
            case ValueRule.Wildcard { Pattern.Head: { Length: > 0 } head }:
                _heads.Add(head, target);
                break;
            case ValueRule.Wildcard { Pattern.Tail: { Length: > 0 } tail }:
                _tails.Add(tail, target);
                break;
            case ValueRule.NumberEquals equal:
                AddNumber(equal.Number, target);
                break;
            case ValueRule.Numeric { Bottom: { } bottom, Top: { } top } when bottom.Equals(top):
                AddNumber(bottom, target);
                break;
            case ValueRule.Numeric:
                ranges.Add(target);
                break;
            default:
                _oneByOne.Add(target);
                break;
        }
    }

    private void AddNumber(JsonNumber number, RuleTarget target)
    {
        if (!_numbers.TryGetValue(number, out var targets))
        {
            _numbers.Add(number, targets = []);
        }

        targets.Add(target);
    }

    private void FindText(in ValueView value, NodeQueue queue)
    {
        if (!_whole.IsEmpty)
        {
            _whole.FindWhole(value, queue);
        }

        if (!_anyCase.IsEmpty)
        {
            _anyCase.FindWhole(value, queue);
        }

        _heads.FindHeads(value, queue);
        _tails.FindTails(value, queue);
    }

    private void FindNumber(in ValueView value, JsonNumber number, NodeQueue queue)
    {
        if (_numbers.TryGetValue(number, out var targets))
        {
            foreach (var target in targets)
            {
                target.Try(value, queue);
            }
        }

        _ranges?.Find(value, number, queue);
    }
}

using System.Runtime.InteropServices;

namespace Virga.Notifications;

/// <summary>Finds the texts that a value is, begins with or ends with, by looking each length up.</summary>
internal sealed class TextTable(StringComparer comparer)
{
    private readonly Dictionary<string, List<RuleTarget>> _targets = new(comparer);
    private int[] _lengths = [];

    public bool IsEmpty => _targets.Count == 0;

    public void Add(string text, RuleTarget target)
    {
        ref var targets = ref CollectionsMarshal.GetValueRefOrAddDefault(_targets, text, out _);
        (targets ??= []).Add(target);
        if (Array.BinarySearch(_lengths, text.Length) is var index && index < 0)
        {
            _lengths = [.. _lengths[..~index], text.Length, .. _lengths[~index..]];
        }
    }

    public void FindWhole(in ValueView value, NodeQueue queue) => Find(value.Text, value, queue);

    public void FindHeads(in ValueView value, NodeQueue queue)
    {
        foreach (var length in _lengths)
        {
            if (length > value.Text.Length)
            {
                break;
            }

            Find(value.Text[..length], value, queue);
        }
    }

    public void FindTails(in ValueView value, NodeQueue queue)
    {
        foreach (var length in _lengths)
        {
            if (length > value.Text.Length)
            {
                break;
            }

            Find(value.Text[^length..], value, queue);
        }
    }

    private void Find(ReadOnlySpan<char> text, in ValueView value, NodeQueue queue)
    {
        if (_targets.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var targets))
        {
            foreach (var target in targets)
            {
                target.Try(value, queue);
            }
        }
    }
}

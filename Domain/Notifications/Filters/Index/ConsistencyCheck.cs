using System.Runtime.InteropServices;

namespace Virga.Notifications;

/// <summary>Array consistency of a conjunction: whether its leaves can be met by values of the same list elements. Tries, and gives up after a bounded number of steps.</summary>
internal sealed class ConsistencyCheck
{
    private const int MaximumSteps = 10_000;

    private readonly List<int> _elements = [];
    private readonly List<int> _ends = [];
    private readonly List<int> _chosen = [];
    private int _steps;

    /// <summary>Whether the leaves are met together; null when that takes too many steps to find out.</summary>
    public bool? Holds(Conjunction conjunction, ScannedMessage message)
    {
        _elements.Clear();
        _ends.Clear();
        _chosen.Clear();
        _steps = 0;
        foreach (var leaf in conjunction.Leaves)
        {
            if (!Collect(leaf, message))
            {
                return false;
            }
        }

        return _ends.Count < 2 ? true : Try(0, message);
    }

    // Adds the elements in which the leaf is met, unless it is met outside of all lists: then it asks nothing of the others.
    private bool Collect(IndexedLeaf leaf, ScannedMessage message)
    {
        var value = message.First(leaf.Path);
        if (value < 0)
        {
            return leaf.Leaf.AllowsAbsence && message.AbsenceCounts;
        }

        var start = _elements.Count;
        for (; value >= 0; value = message[value].Next)
        {
            var element = message[value].Element;
            if ((_elements.Count > start && _elements[^1] == element) || !leaf.Leaf.Matches(message.View(value)))
            {
                continue;
            }

            if (element < 0)
            {
                CollectionsMarshal.SetCount(_elements, start);
                return true;
            }

            _elements.Add(element);
        }

        if (_elements.Count == start)
        {
            return false;
        }

        _ends.Add(_elements.Count);
        return true;
    }

    private bool? Try(int leaf, ScannedMessage message)
    {
        if (leaf == _ends.Count)
        {
            return true;
        }

        for (var index = leaf == 0 ? 0 : _ends[leaf - 1]; index < _ends[leaf]; index++)
        {
            if (++_steps > MaximumSteps)
            {
                return null;
            }

            if (!Fits(_elements[index], message))
            {
                continue;
            }

            _chosen.Add(_elements[index]);
            if (Try(leaf + 1, message) is not false and var answer)
            {
                return answer;
            }

            _chosen.RemoveAt(_chosen.Count - 1);
        }

        return false;
    }

    private bool Fits(int element, ScannedMessage message)
    {
        foreach (var chosen in _chosen)
        {
            if (!message.AreConsistent(chosen, element))
            {
                return false;
            }
        }

        return true;
    }
}

using System.Runtime.InteropServices;

namespace Virga.Notifications;

/// <summary>Array consistency: keys inside one list must be met by the same element of it (event-ruler's rule).</summary>
/// <remarks>
/// For every list of the body one element is chosen. Bottom up, each element gets the sets of leaves that some choice inside it meets; of two sets where one
/// includes the other only the larger is kept, for policies are monotone in their leaves.
/// </remarks>
internal static class ListConsistency
{
    public static bool Holds(PolicyNode root, ulong everywhere, List<(ArrayElement Element, ulong Bit)> met)
    {
        var elements = new Dictionary<ArrayElement, Choices>();
        foreach (var (element, bit) in met)
        {
            Of(elements, element).Direct |= bit;
        }

        var top = new Choices { Direct = everywhere };
        foreach (var element in elements.Keys.OrderByDescending(element => element.Depth).ToList())
        {
            var sets = elements[element].Sets();
            var parent = element.Parent is null ? top : elements[element.Parent];
            parent.AddAlternatives(element.List, sets);
        }

        return top.Sets().Exists(root.Holds);
    }

    private static Choices Of(Dictionary<ArrayElement, Choices> elements, ArrayElement element)
    {
        for (var parent = element.Parent; parent is not null && elements.TryAdd(parent, new Choices()); parent = parent.Parent)
        {
        }

        ref var choices = ref CollectionsMarshal.GetValueRefOrAddDefault(elements, element, out _);
        return choices ??= new Choices();
    }

    private sealed class Choices
    {
        private readonly Dictionary<int, List<ulong>> _lists = [];

        public ulong Direct { get; set; }

        public void AddAlternatives(int list, List<ulong> sets)
        {
            ref var alternatives = ref CollectionsMarshal.GetValueRefOrAddDefault(_lists, list, out _);
            alternatives ??= [];
            foreach (var set in sets)
            {
                AddLargest(alternatives, set);
            }
        }

        public List<ulong> Sets()
        {
            List<ulong> sets = [Direct];
            foreach (var alternatives in _lists.Values)
            {
                var combined = new List<ulong>();
                foreach (var set in sets)
                {
                    foreach (var alternative in alternatives)
                    {
                        AddLargest(combined, set | alternative);
                    }
                }

                sets = combined;
            }

            return sets;
        }

        private static void AddLargest(List<ulong> sets, ulong set)
        {
            if (sets.Exists(other => (set & ~other) == 0))
            {
                return;
            }

            sets.RemoveAll(other => (other & ~set) == 0);
            sets.Add(set);
        }
    }
}

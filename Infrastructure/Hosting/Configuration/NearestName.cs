namespace Virga.Hosting;

/// <summary>Finds the name that somebody who mistyped meant.</summary>
internal static class NearestName
{
    /// <summary>The candidate with the fewest letters to change, add or leave out; null when none is near: at most three letters, or a third of the name.</summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        var (nearest, distance) = candidates.Select(candidate => (candidate, Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .DefaultIfEmpty((string.Empty, int.MaxValue)).MinBy(pair => pair.Item2);
        return distance <= Math.Max(3, name.Length / 3) ? nearest : null;
    }

    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[to.Length];
    }
}

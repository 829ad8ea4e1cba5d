namespace Architecture;

/// <summary>Fails with the rule and every offender on a line of its own: all faults at once.</summary>
internal static class Rule
{
    public static void Holds(string rule, IEnumerable<string?> offenders)
    {
        var found = offenders.ToList();
        if (found.Count > 0)
        {
            Assert.Fail($"{rule}\n  {string.Join("\n  ", found)}");
        }
    }
}

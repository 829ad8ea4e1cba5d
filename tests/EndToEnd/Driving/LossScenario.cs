namespace EndToEnd;

/// <summary>What a <see cref="LossRun"/> publishes, and who handles it in the app.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Publisher">The peer process that causes the messages.</param>
/// <param name="Function">The app's own subscriber.</param>
internal sealed record LossScenario(string Topic, string Publisher, string Function)
{
    /// <summary>Adoptions: one message about each cat, in no order.</summary>
    public static readonly LossScenario Adoptions = new("cat-adopted", "publisher", "fn:record-adoption")
    {
        RecordedAsync = async (shelter, _) => [.. (await shelter.AdoptionsAsync()).Select(adoption => adoption.GetProperty("catId").GetString()!)],
    };

    /// <summary>Care: numbered messages about each cat, a group of a FIFO topic, in their order.</summary>
    public static readonly LossScenario Care = new("cat-care.fifo", "carer", "fn:keep-care-log")
    {
        RecordedAsync = async (shelter, cats) =>
        {
            var items = new List<string>();
            foreach (var cat in cats)
            {
                items.AddRange((await shelter.CareOfAsync(cat)).Select(step => $"{cat} {step}"));
            }

            return items;
        },
    };

    public bool IsFifo => Topic.EndsWith(".fifo", StringComparison.Ordinal);

    /// <summary>What the app's own subscriber has on record of a shelter, given the shelter's cats.</summary>
    public required Func<Shelter, IEnumerable<string>, Task<IReadOnlyList<string>>> RecordedAsync { get; init; }
}

namespace Virga.Documents;

/// <summary>A reference to documents of one model, and what is followed from them.</summary>
internal sealed class FollowedReference<T, TTarget>(
    Repository<TTarget> repository, Func<T, IEnumerable<Reference<TTarget>>?> references, IReadOnlyList<IncludeStep<TTarget>> then) : IncludeStep<T>
{
    public override void Ask(IEnumerable<T> values, IncludeLevel level)
    {
        var followed = values.SelectMany(value => references(value) ?? []).Distinct().ToList();
        foreach (var reference in followed)
        {
            level.Ask(repository, reference.Key);
        }

        if (then.Count == 0 || followed.Count == 0)
        {
            return;
        }

        level.Then(next =>
        {
            var found = followed.Select(next.Included.Find).OfType<Item<TTarget>>().Select(item => item.Value).ToList();
            foreach (var step in then)
            {
                step.Ask(found, next);
            }
        });
    }
}

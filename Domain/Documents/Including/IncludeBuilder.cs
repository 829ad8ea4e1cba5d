namespace Virga.Documents;

/// <summary>Says which references of documents are followed: one level of a tree of them.</summary>
/// <typeparam name="T">The type of the documents that refer.</typeparam>
public sealed class IncludeBuilder<T>
{
    private readonly List<IncludeStep<T>> _steps = [];

    internal IncludeBuilder()
    {
    }

    internal IReadOnlyList<IncludeStep<T>> Steps => _steps;

    /// <summary>Follows a reference.</summary>
    /// <param name="repository">Where the documents referred to are.</param>
    /// <param name="reference">The reference; null for none.</param>
    /// <param name="then">Which of the references of what is found are followed in turn.</param>
    public IncludeBuilder<T> Include<TTarget>(IRepository<TTarget> repository, Func<T, Reference<TTarget>?> reference, Action<IncludeBuilder<TTarget>>? then = null)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return Include(repository, item => reference(item) is { } found ? [found] : null, then);
    }

    /// <summary>Follows a list of references.</summary>
    /// <param name="repository">Where the documents referred to are.</param>
    /// <param name="references">The references; null for none.</param>
    /// <param name="then">Which of the references of what is found are followed in turn.</param>
    public IncludeBuilder<T> Include<TTarget>(IRepository<TTarget> repository, Func<T, IEnumerable<Reference<TTarget>>?> references, Action<IncludeBuilder<TTarget>>? then = null)
    {
        ArgumentNullException.ThrowIfNull(references);
        var own = repository as Repository<TTarget> ?? throw new ArgumentException("References lead to repositories made by IDocuments.For or injected.", nameof(repository));
        var inner = new IncludeBuilder<TTarget>();
        then?.Invoke(inner);
        _steps.Add(new FollowedReference<T, TTarget>(own, references, inner.Steps));
        return this;
    }

    /// <summary>Follows references of documents to documents of the same model again and again: a chain, a tree or a graph.</summary>
    /// <param name="repository">Where the documents are.</param>
    /// <param name="references">The references; null for none.</param>
    /// <param name="levels">How often, 1 to <see cref="Included.MostLevels"/>. A circle ends where it meets what it has been through.</param>
    /// <exception cref="ArgumentOutOfRangeException">The levels are out of range.</exception>
    public IncludeBuilder<T> IncludeAll(IRepository<T> repository, Func<T, IEnumerable<Reference<T>>?> references, int levels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(levels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(levels, Included.MostLevels);
        return Include(repository, references, levels == 1 ? null : inner => inner.IncludeAll(repository, references, levels - 1));
    }
}

namespace Virga.Documents;

/// <summary>One change at one handler, and the way to write its effects once.</summary>
public sealed class ChangeContext
{
    private readonly EffectScope _effects;

    internal ChangeContext(string handler, int attempt, EffectScope effects)
    {
        Handler = handler;
        Attempt = attempt;
        _effects = effects;
    }

    /// <summary>The handler's name.</summary>
    public string Handler { get; }

    /// <summary>Which attempt this is in this run, 1 the first. The host's own repetitions of a page start anew.</summary>
    public int Attempt { get; }

    /// <summary>Writes documents of one partition, all or none, and only once for this change however often it comes: see <see cref="EffectScope.TransactAsync"/>.</summary>
    public Task<EffectOutcome> TransactAsync(PartitionKey partition, Action<Transaction> build, CancellationToken cancellationToken = default) =>
        _effects.TransactAsync(partition, build, cancellationToken);
}

using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>Adds up what a migration does, over all its parts.</summary>
internal sealed class MigrationTally
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _positions = new(StringComparer.Ordinal);
    private MigrationReport _report = new();

    /// <param name="before">Where an earlier run stopped; null to begin.</param>
    public MigrationTally((MigrationReport Report, IReadOnlyDictionary<string, string> Positions)? before)
    {
        if (before is { } earlier)
        {
            _report = earlier.Report;
            _positions = new Dictionary<string, string>(earlier.Positions, StringComparer.Ordinal);
        }
    }

    /// <summary>Where to read a part on; null for its beginning.</summary>
    public string? PositionOf(string? range)
    {
        lock (_lock)
        {
            return _positions.GetValueOrDefault(range ?? "");
        }
    }

    public void MoveTo(string? range, string continuation)
    {
        lock (_lock)
        {
            _positions[range ?? ""] = continuation;
        }
    }

    /// <summary>Notes how many documents are left to look at; those that failed in an earlier run are among them.</summary>
    public void Expect(long left)
    {
        lock (_lock)
        {
            _report = _report with { Total = left + _report.Seen - _report.Failed };
        }
    }

    public void Add(MigrationOutcome outcome, MigrationFailure? failure = null)
    {
        lock (_lock)
        {
            _report = _report with
            {
                Seen = _report.Seen + 1,
                Migrated = _report.Migrated + (outcome == MigrationOutcome.Migrated ? 1 : 0),
                Overtaken = _report.Overtaken + (outcome == MigrationOutcome.Overtaken ? 1 : 0),
                Failed = _report.Failed + (failure is null ? 0 : 1),
                Failures = failure is null || _report.Failures.Length >= MigrationReport.MostFailures ? _report.Failures : _report.Failures.Add(failure),
            };
        }
    }

    public void Spend(double charge)
    {
        lock (_lock)
        {
            _report = _report with { RequestCharge = _report.RequestCharge + charge };
        }
    }

    public MigrationReport Report(bool isComplete)
    {
        lock (_lock)
        {
            return _report with { IsComplete = isComplete };
        }
    }

    public ImmutableDictionary<string, string> Positions()
    {
        lock (_lock)
        {
            return _positions.ToImmutableDictionary();
        }
    }
}

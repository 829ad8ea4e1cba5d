using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>What a migration has come to, so far or in all.</summary>
public sealed record MigrationReport
{
    /// <summary>The most failures a report has in detail.</summary>
    public const int MostFailures = 100;

    /// <summary>Documents of earlier versions that were looked at, those of the run it continues included.</summary>
    public long Seen { get; init; }

    /// <summary>Documents of earlier versions there are to look at, counted when the run began; those an earlier run has done included.</summary>
    public long Total { get; init; }

    /// <summary>Documents rewritten; in a dry run, those that would be.</summary>
    public long Migrated { get; init; }

    /// <summary>Documents that somebody else wrote or deleted meanwhile: nothing was left to do.</summary>
    public long Overtaken { get; init; }

    /// <summary>Documents that could not be migrated.</summary>
    public long Failed { get; init; }

    /// <summary>The first <see cref="MostFailures"/> failures of this run.</summary>
    public ImmutableArray<MigrationFailure> Failures { get; init; } = [];

    /// <summary>What was spent, in request units.</summary>
    public double RequestCharge { get; init; }

    /// <summary>Whether every document of an earlier version has been looked at.</summary>
    public bool IsComplete { get; init; }
}

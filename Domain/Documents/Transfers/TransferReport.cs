using System.Collections.Immutable;

namespace Virga.Documents;

/// <summary>What an export or import has come to, so far or in all.</summary>
public sealed record TransferReport
{
    /// <summary>The most failures a report has in detail.</summary>
    public const int MostFailures = 100;

    /// <summary>Documents written to the file or to the store.</summary>
    public long Documents { get; init; }

    /// <summary>Lines of the file that are done with, whatever became of them; an import that stops can go on after them.</summary>
    public long Lines { get; init; }

    /// <summary>Documents left out: expired since, or already there and to be kept.</summary>
    public long Skipped { get; init; }

    /// <summary>Lines that are no document the store takes, or, when asked for, none the model takes.</summary>
    public long Failed { get; init; }

    /// <summary>The first <see cref="MostFailures"/> of them, with their line numbers, from 1.</summary>
    public ImmutableArray<TransferFailure> Failures { get; init; } = [];

    /// <summary>What was spent, in request units.</summary>
    public double RequestCharge { get; init; }
}

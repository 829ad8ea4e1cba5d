namespace Virga.Documents;

/// <summary>How an import goes.</summary>
public sealed record ImportOptions
{
    /// <summary>The container.</summary>
    /// <value><see cref="StorePartition.DefaultContainer"/></value>
    public string Container { get; init; } = StorePartition.DefaultContainer;

    /// <summary>Lines to pass over: the <see cref="TransferReport.Lines"/> of a run that stopped.</summary>
    /// <value>0</value>
    public long SkipLines { get; init; }

    /// <summary>Whether a document that is already there stays as it is; otherwise it is written over.</summary>
    /// <value>false</value>
    public bool KeepExisting { get; init; }

    /// <summary>Whether documents of the app's models are checked against them first, and left out when they do not fit.</summary>
    /// <value>false: whatever was exported comes back</value>
    public bool Validate { get; init; }

    /// <summary>How many documents are written at once, 1 to 64.</summary>
    /// <value>8</value>
    public int Parallelism { get; init; } = 8;
}

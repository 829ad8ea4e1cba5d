namespace Benchmarks;

/// <summary>One place documents are kept in, measured beside the others.</summary>
internal interface ICosmosTarget : IAsyncDisposable
{
    string Name { get; }

    /// <summary>What an acknowledged write survives.</summary>
    string Durability { get; }

    /// <summary>Processor time of the process behind it; zero when it is this one.</summary>
    TimeSpan ServerCpu { get; }

    bool Supports(CosmosOperation operation);

    /// <summary>Makes the containers and the documents to read.</summary>
    Task PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Does the operation once.</summary>
    /// <exception cref="InvalidOperationException">It was answered otherwise than it should be.</exception>
    ValueTask RunAsync(CosmosOperation operation, Random random);
}

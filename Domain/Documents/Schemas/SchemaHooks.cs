namespace Virga.Documents;

/// <summary>The model's own code around reads and writes.</summary>
internal sealed class SchemaHooks<T>
{
    public List<Func<T, WriteContext, CancellationToken, ValueTask<T>>> BeforeWrite { get; } = [];

    public List<Func<T, WriteContext, CancellationToken, ValueTask>> AfterWrite { get; } = [];

    public List<Func<DocumentKey, CancellationToken, ValueTask>> BeforeDelete { get; } = [];

    public List<Func<DocumentKey, CancellationToken, ValueTask>> AfterDelete { get; } = [];

    public List<Func<T, T>> AfterRead { get; } = [];

    public List<(Func<T, CancellationToken, ValueTask<bool>> Rule, string Message)> Rules { get; } = [];

    /// <summary>Whether any of them waits for something.</summary>
    public bool IsLate { get; set; }
}

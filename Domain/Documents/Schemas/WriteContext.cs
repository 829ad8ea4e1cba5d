namespace Virga.Documents;

/// <summary>What a model's code is told about the write it runs in.</summary>
/// <param name="Kind">What is written.</param>
/// <param name="Now">The time of the write: the same for everything it makes.</param>
public sealed record WriteContext(WriteKind Kind, DateTimeOffset Now);

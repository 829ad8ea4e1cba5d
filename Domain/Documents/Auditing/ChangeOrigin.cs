namespace Virga.Documents;

/// <summary>Who changes documents, and from where: what the audit trail says of it.</summary>
public sealed record ChangeOrigin
{
    /// <summary>Who asked: a token's subject; null for nobody known.</summary>
    public string? Subject { get; init; }

    /// <summary>The client that asked for them: a token's client id; null for none known.</summary>
    public string? Client { get; init; }

    /// <summary>The request's id, or the invocation's where there was no request.</summary>
    public string? RequestId { get; init; }

    /// <summary>The request's HTTP method; null where there was none.</summary>
    public string? Method { get; init; }

    /// <summary>The request's path; null where there was none.</summary>
    public string? Path { get; init; }

    /// <summary>The function that ran.</summary>
    public string? Function { get; init; }

    /// <summary>The trace it belongs to.</summary>
    public string? TraceId { get; init; }
}

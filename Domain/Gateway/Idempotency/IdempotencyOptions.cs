namespace Virga.Gateway;

/// <summary>How idempotency keys are kept; section <c>Gateway:Idempotency</c> of the configuration.</summary>
public sealed class IdempotencyOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Gateway:Idempotency";

    /// <summary>How long a key and its answer are remembered, a minute to 30 days.</summary>
    /// <value>24 hours</value>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a run that never ended blocks its key: longer than any function with <c>[Idempotent]</c> may take; a second to an hour.</summary>
    /// <remarks>A run ends with its answer. Only when the app dies in it does the key wait for this.</remarks>
    /// <value>1 minute</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The most bytes of an answer's body that are kept, at most 1 MiB. A larger answer is given once; who comes again learns that it was done.</summary>
    /// <value>262,144 (256 KiB)</value>
    public int MaxAnswerBytes { get; set; } = 256 * 1024;
}

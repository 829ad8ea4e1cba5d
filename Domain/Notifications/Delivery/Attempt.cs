namespace Virga.Notifications;

/// <summary>What became of an attempt that was set out to.</summary>
internal abstract record Attempt
{
    private Attempt()
    {
    }

    /// <summary>The recipient was asked, or cannot be.</summary>
    /// <param name="Result">How it took the message.</param>
    /// <param name="Body">What it was sent; null for functions, which get the message.</param>
    /// <param name="Retry">When it is tried again.</param>
    public sealed record Made(AttemptResult Result, BinaryData? Body, RetryPolicy Retry) : Attempt
    {
        /// <summary>Of how many in a hundred messages a success is logged; null for the app's rate.</summary>
        public int? SampleRate { get; init; }
    }

    /// <summary>Nobody was asked, and nobody will be.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Unwanted(string Reason) : Attempt;

    /// <summary>Nobody was asked now; it does not count.</summary>
    /// <param name="Delay">How long to wait.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Postponed(TimeSpan Delay, string Reason) : Attempt
    {
        /// <summary>The time the throttle has set aside for it: then it need not queue up again.</summary>
        public DateTimeOffset? Slot { get; init; }
    }
}

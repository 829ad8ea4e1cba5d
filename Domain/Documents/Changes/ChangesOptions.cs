namespace Virga.Documents;

/// <summary>How changes are given to their handlers.</summary>
public sealed class ChangesOptions
{
    /// <summary>The configuration section these options are bound to.</summary>
    public const string Section = "Documents:Changes";

    /// <summary>How often a handler is called with one change before that becomes a dead letter, 1 to 20.</summary>
    /// <value>5</value>
    public int Attempts { get; set; } = 5;

    /// <summary>The wait before the second attempt, up to 1 minute; doubled for each further one, at most 30 seconds, with jitter.</summary>
    /// <value>200 milliseconds</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long one attempt may take, 1 second to 10 minutes. Keep attempts and waits below the host's function time-out.</summary>
    /// <value>1 minute</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many documents a handler is given side by side, 1 to 100. Changes of one document never are.</summary>
    /// <value>8</value>
    public int Concurrency { get; set; } = 8;

    /// <summary>How long the marker of effects written once is kept, 1 hour to 10 years.</summary>
    /// <value>7 days</value>
    public TimeSpan KeepInbox { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Whether documents of a feed are read again from the store, in one request a page, before anything is done with them.</summary>
    /// <remarks>For a host that does not hand on what is stored: the Functions host's trigger writes texts that look like times differently, and rounds numbers to 64-bit floating point.</remarks>
    /// <value>false; under the Functions host always true</value>
    public bool ReadAgain { get; set; }

    /// <summary>The containers whose change feed a function of the app gives to <see cref="ChangeDispatcher"/>, beside the default one, which the framework's own function watches.</summary>
    /// <value>none</value>
    public IList<string> Containers { get; } = [];
}

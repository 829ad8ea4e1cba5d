namespace Virga.Hosting;

/// <summary>What became of a dead letter that was given to its handler once more.</summary>
/// <param name="Outcome">The outcome's name.</param>
internal sealed record ChangeRetryResult(string Outcome);

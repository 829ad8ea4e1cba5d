namespace Virga.Notifications;

/// <summary>How the delay grows between the smallest and the largest in the backoff phase (SNS's four).</summary>
public enum BackoffFunction
{
    /// <summary>By the same amount each time.</summary>
    Linear,

    /// <summary>By an amount that itself grows evenly.</summary>
    Arithmetic,

    /// <summary>By the same factor each time, so that the last delay is the largest.</summary>
    Geometric,

    /// <summary>Doubling, up to the largest.</summary>
    Exponential,
}

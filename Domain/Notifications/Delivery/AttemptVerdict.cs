namespace Virga.Notifications;

/// <summary>What follows from an attempt.</summary>
internal enum AttemptVerdict
{
    Delivered,

    /// <summary>The failure may pass.</summary>
    TryAgain,

    /// <summary>Trying again is pointless.</summary>
    GiveUp,
}

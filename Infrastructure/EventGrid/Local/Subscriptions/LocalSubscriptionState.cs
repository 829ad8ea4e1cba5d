namespace Virga.EventGrid;

/// <summary>How a local subscription stands with its destination.</summary>
public enum LocalSubscriptionState
{
    /// <summary>The webhook has not answered the handshake yet, or did so wrongly; events wait and it is asked again.</summary>
    Validating,

    /// <summary>The webhook took the validation event without answering it: somebody has to get its <c>validationUrl</c> within ten minutes.</summary>
    AwaitingManualAction,

    /// <summary>Events are delivered.</summary>
    Active,
}

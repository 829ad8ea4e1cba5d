namespace Peers;

/// <summary>How a <see cref="FlakyWebhook"/> takes a message.</summary>
internal enum Mood
{
    Fine,
    Refuses,
    RefusesForGood,
    Hangs,
    Drops,
    LosesItsAnswer,
}

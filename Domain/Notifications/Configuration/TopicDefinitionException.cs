namespace Virga.Notifications;

/// <summary>Topics or subscribers are defined wrongly; the app cannot start. All faults are told at once.</summary>
/// <param name="faults">The faults.</param>
public sealed class TopicDefinitionException(IReadOnlyList<string> faults)
    : Exception($"Topics or subscribers are defined wrongly:\n- {string.Join("\n- ", faults)}")
{
    /// <summary>What is wrong, one entry for each fault.</summary>
    public IReadOnlyList<string> Faults { get; } = faults;
}

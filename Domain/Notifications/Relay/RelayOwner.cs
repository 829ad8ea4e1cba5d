namespace Virga.Notifications;

/// <summary>Whose a planned record is: a process, by its instance and a name of its own. An instance has one process at a time, so what an earlier one left belongs to the present one.</summary>
/// <param name="Instance">The instance; empty when the app does not say.</param>
/// <param name="Process">This process.</param>
internal sealed record RelayOwner(string Instance, string Process)
{
    private const char Separator = '/';

    public static RelayOwner New(string? instance) => new(instance ?? "", Guid.NewGuid().ToString("N"));

    /// <summary>Whether this process may send what an owner planned without waiting for it: its own, or that of a process before it.</summary>
    public bool MaySend(string? owner) =>
        owner is not null && (Instance.Length == 0 ? owner == ToString() : owner.StartsWith(Instance + Separator, StringComparison.Ordinal));

    public override string ToString() => Instance + Separator + Process;
}

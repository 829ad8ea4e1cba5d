namespace Virga.Gateway;

/// <summary>Work of the app that goes on behind its requests, told to whoever waits until all is done.</summary>
public interface IBackgroundWork
{
    /// <summary>What it is, in the plural: "notifications of accesses".</summary>
    string Name { get; }

    /// <summary>How much of it is taken on and not done yet.</summary>
    int Pending { get; }
}

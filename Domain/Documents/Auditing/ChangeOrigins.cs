namespace Virga.Documents;

/// <summary>Carries who changes documents from where that is known (the gateway, the host) to the audit trail, along the asynchronous flow.</summary>
public sealed class ChangeOrigins
{
    private readonly AsyncLocal<ChangeOrigin?> _current = new();

    internal ChangeOrigins(bool isWanted)
    {
        IsWanted = isWanted;
    }

    /// <summary>Whether any model is audited: if not, nobody needs to say who they are.</summary>
    public bool IsWanted { get; }

    /// <summary>Who changes documents in this flow; null where nobody said.</summary>
    public ChangeOrigin? Current => _current.Value;

    /// <summary>Says who changes documents from here on, in this asynchronous flow and what it starts.</summary>
    public void Begin(ChangeOrigin origin)
    {
        ArgumentNullException.ThrowIfNull(origin);
        _current.Value = origin;
    }
}

namespace Virga.CosmosEmulator;

/// <summary>When a connection is dropped.</summary>
public enum CosmosConnectionLoss
{
    /// <summary>It is kept.</summary>
    None,

    /// <summary>Before anything of the answer is sent.</summary>
    BeforeAnswer,

    /// <summary>In the middle of the answer's body.</summary>
    WithinBody,
}

namespace Virga.CosmosEmulator;

/// <summary>What an operation of a batch does; the numbers are the protocol's.</summary>
internal enum BatchOperationKind
{
    Create = 0,
    Patch = 1,
    Read = 2,
    Delete = 4,
    Replace = 5,
    Upsert = 20,
}

namespace Virga.CosmosEmulator;

/// <summary>The type of a value, in the order Cosmos DB sorts types.</summary>
internal enum ValueKind : byte
{
    /// <summary>No value at all: what an absent property has.</summary>
    Undefined,
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

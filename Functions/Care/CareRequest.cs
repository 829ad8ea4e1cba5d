namespace Shelter.Care;

/// <summary>What was done for a cat. A request that is sent again with the same id within five minutes is told once.</summary>
public sealed record CareRequest(string Id, string What);

namespace Shelter.Census;

/// <summary>Which shelter's cats are counted.</summary>
public sealed record CensusRequest(string ShelterId);

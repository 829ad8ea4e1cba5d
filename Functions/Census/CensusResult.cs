namespace Shelter.Census;

/// <summary>How many cats a shelter has, and how many of them wait for a home.</summary>
public sealed record CensusResult(string ShelterId, long Cats, long Waiting);

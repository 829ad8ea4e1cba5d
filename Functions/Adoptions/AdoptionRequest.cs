namespace Shelter.Adoptions;

/// <summary>Who adopts a cat.</summary>
public sealed record AdoptionRequest(string Adopter);

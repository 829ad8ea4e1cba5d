namespace Virga.Documents;

/// <summary>A part of the app that is checked at start.</summary>
/// <param name="Check">The type of its <see cref="IDefinitionCheck"/>. Made when it is asked: making it may read options that are wrong.</param>
internal sealed record DefinitionPart(Type Check);

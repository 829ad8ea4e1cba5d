namespace Virga.EventGrid;

/// <summary>A custom topic of the local Event Grid, published to at <c>/{Name}/api/events</c>.</summary>
/// <param name="Name">3 to 50 letters, digits and dashes; told apart ignoring case.</param>
/// <param name="Schema">The one schema that its publishers send.</param>
public sealed record LocalTopic(string Name, EventGridSchema Schema = EventGridSchema.CloudEvents);

using System.Text.Json;

namespace Virga.EventGrid;

/// <summary>An event that was found valid.</summary>
/// <param name="Schema">Its form.</param>
/// <param name="Json">The event, for filters.</param>
/// <param name="Utf8">The event, for storing.</param>
internal sealed record PublishedEvent(EventGridSchema Schema, JsonElement Json, ReadOnlyMemory<byte> Utf8);

using System.Text.Json.Nodes;

namespace Virga.Documents;

/// <summary>One thing wrong with a document somebody wanted to write.</summary>
/// <param name="Path">Where, in the document as its model shows it; its text is a JSON pointer.</param>
/// <param name="Code">What, as a stable kebab-case code: see <see cref="FaultCodes"/>.</param>
/// <param name="Message">What is wrong and what would be right, for people.</param>
/// <param name="Value">The value given; null when there was none.</param>
public sealed record DocumentFault(DocumentPath Path, string Code, string Message, JsonNode? Value)
{
    /// <summary>Which operation of a transaction the document belongs to, 0 the first; null outside transactions.</summary>
    public int? Operation { get; init; }
}

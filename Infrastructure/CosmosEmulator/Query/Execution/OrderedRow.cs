namespace Virga.CosmosEmulator;

/// <summary>A result with what it is ordered by.</summary>
/// <param name="Keys">The values of ORDER BY.</param>
/// <param name="Seq">Its document's sequence number, which decides between equal keys.</param>
/// <param name="Index">Which of the document's rows it is.</param>
/// <param name="Result">The result.</param>
internal sealed record OrderedRow(Value[] Keys, long Seq, int Index, Value Result);

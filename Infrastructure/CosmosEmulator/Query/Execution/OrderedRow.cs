namespace Virga.CosmosEmulator;

/// <summary>A result and its place in the order of all results.</summary>
/// <param name="Keys">The keys of ORDER BY; none where the order is that of creation.</param>
/// <param name="Seq">Its document's sequence number, which decides between equal keys.</param>
/// <param name="Index">Which of the document's rows it is.</param>
/// <param name="Result">The result.</param>
/// <param name="Document">The document itself when that is the result, untouched.</param>
internal sealed record OrderedRow(byte[][] Keys, long Seq, int Index, Value Result = default, byte[]? Document = null);

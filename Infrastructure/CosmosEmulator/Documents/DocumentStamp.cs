using System.Globalization;
using System.Text.Unicode;

namespace Virga.CosmosEmulator;

/// <summary>The properties the service adds to what it stores.</summary>
internal static class DocumentStamp
{
    /// <summary>More bytes than <see cref="WriteTail"/> ever writes.</summary>
    public const int MaximumTail = 512;

    /// <summary>The ETag of a write, quotes included: follows from when it was done, so it need not be stored.</summary>
    public static string ETag(long lsn, long ts) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{(uint)lsn:x8}-{(lsn >> 32) & 0xffff:x4}-0000-0000-{ts & 0xffffffffffff:x12}\"");

    /// <summary>Writes the closing part of a stored document, system properties and brace, and gives back how long it is.</summary>
    public static int WriteTail(Span<byte> destination, ContainerInfo container, long seq, long lsn, long ts)
    {
        Span<byte> rid = stackalloc byte[ResourceId.DocumentLength];
        ResourceId.Document(rid, container.Database.Number, container.Number, seq);
        return Utf8.TryWrite(
            destination,
            CultureInfo.InvariantCulture,
            $$""","_rid":"{{rid}}","_self":"{{container.Self}}docs/{{rid}}/","_etag":"\"{{(uint)lsn:x8}}-{{(lsn >> 32) & 0xffff:x4}}-0000-0000-{{ts & 0xffffffffffff:x12}}\"","_attachments":"attachments/","_ts":{{ts}}}""",
            out var written)
            ? written
            : throw new InvalidOperationException("The system properties of a document do not fit.");
    }

    /// <summary>A sequence number in quotes, the form a change feed's ETag has.</summary>
    public static bool TryParseLsn(ReadOnlySpan<char> text, out long lsn) =>
        long.TryParse(text.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out lsn);
}

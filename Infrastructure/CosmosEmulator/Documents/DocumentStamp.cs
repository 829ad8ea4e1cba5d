using System.Globalization;
using System.Text;

namespace Virga.CosmosEmulator;

/// <summary>The properties the service adds to what it stores.</summary>
internal static class DocumentStamp
{
    /// <summary>The ETag of a write, quotes included: follows from when it was done, so it need not be stored.</summary>
    public static string ETag(long lsn, long ts) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{(uint)lsn:x8}-{(lsn >> 32) & 0xffff:x4}-0000-0000-{ts & 0xffffffffffff:x12}\"");

    /// <summary>The closing part of a stored document: system properties and brace.</summary>
    public static byte[] Tail(ContainerInfo container, long seq, long lsn, long ts)
    {
        var rid = ResourceId.Document(container.Database.Number, container.Number, seq);
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $$""","_rid":"{{rid}}","_self":"{{container.Self}}docs/{{rid}}/","_etag":"\"{{ETag(lsn, ts).AsSpan(1, 36)}}\"","_attachments":"attachments/","_ts":{{ts}}}"""));
    }

    /// <summary>A sequence number in quotes, the form a change feed's ETag has.</summary>
    public static bool TryParseLsn(ReadOnlySpan<char> text, out long lsn) =>
        long.TryParse(text.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out lsn);
}

using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Virga.Documents;

/// <summary>The names of the project's traces and metrics, and where they are written.</summary>
public static class DocumentsTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Virga.Documents";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> Changes = Meter.CreateCounter<long>(
        "virga.changes", "{change}", "Changes at their handlers by outcome: handled, failed (an attempt), dead-lettered.");

    private static readonly Counter<long> CacheReads = Meter.CreateCounter<long>(
        "virga.documents.cache.reads", "{read}", "Point reads that asked the cache, by result: hit, miss or stale.");

    private static readonly Counter<long> CacheForgets = Meter.CreateCounter<long>(
        "virga.documents.cache.forgotten", "{document}", "Documents the cache dropped because they were written.");

    internal static void ChangeDone(ChangeHandler handler, string outcome, int count) => Changes.Add(
        count, new TagList { { "virga.handler", handler.Name }, { "virga.model", handler.Schema.Name }, { "virga.outcome", outcome } });

    internal static void CacheRead(string container, string result) =>
        CacheReads.Add(1, new TagList { { "db.collection.name", container }, { "virga.cache.result", result } });

    internal static void CacheForgotten(string container) => CacheForgets.Add(1, new TagList { { "db.collection.name", container } });
}

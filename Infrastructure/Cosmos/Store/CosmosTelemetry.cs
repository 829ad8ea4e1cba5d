using System.Diagnostics;
using System.Diagnostics.Metrics;
using Virga.Documents;

namespace Virga.Cosmos;

/// <summary>The traces and metrics of the store, named as OpenTelemetry's database conventions do.</summary>
internal static class CosmosTelemetry
{
    public const string Name = "Virga.Cosmos";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("db.client.operation.duration", "s", "How long an operation took.");
    private static readonly Histogram<double> Charge = Meter.CreateHistogram<double>("azure.cosmosdb.client.operation.request_charge", "{request_unit}", "Request units an operation cost.");

    public static Activity? Start(string operation, string container)
    {
        var activity = Source.StartActivity($"{operation} {container}", ActivityKind.Client);
        activity?.SetTag("db.system.name", "azure.cosmosdb").SetTag("db.operation.name", operation).SetTag("db.collection.name", container);
        return activity;
    }

    public static void Done(Activity? activity, long started, string operation, string container, object? result)
    {
        var charge = result switch
        {
            StoreReadResult.Found found => found.Document.RequestCharge,
            StoredDocument document => document.RequestCharge,
            StorePage page => page.RequestCharge,
            StoreAggregate aggregate => aggregate.RequestCharge,
            StoreManyResult many => many.RequestCharge,
            StoreTransactionResult transaction => transaction.RequestCharge,
            _ => 0,
        };
        if (charge > 0)
        {
            activity?.SetTag("azure.cosmosdb.operation.request_charge", charge);
            Charge.Record(charge, new TagList { { "db.operation.name", operation }, { "db.collection.name", container } });
        }

        Record(started, operation, container, code: null);
    }

    public static void Refused(Activity? activity, long started, string operation, string container, string code)
    {
        activity?.SetTag("error.type", code).SetStatus(ActivityStatusCode.Error);
        Record(started, operation, container, code);
    }

    private static void Record(long started, string operation, string container, string? code)
    {
        if (Duration.Enabled)
        {
            var tags = new TagList { { "db.operation.name", operation }, { "db.collection.name", container } };
            if (code is not null)
            {
                tags.Add("error.type", code);
            }

            Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
        }
    }
}

using Azure.Messaging;
using Microsoft.AspNetCore.Http;
using Virga.LocalHost;

namespace Integration.LocalHost;

/// <summary>Every binding in every shape; <c>binding-samples.json</c> holds what Microsoft.Azure.Functions.Worker.Sdk 2.1.0 makes of this very file. None of them is ever run.</summary>
public sealed class BindingSamples
{
    [Function("HttpBare")]
    public static void HttpBare([HttpTrigger] HttpRequest request)
    {
    }

    [Function("HttpMethods")]
    public static Task<string> HttpMethods([HttpTrigger("get", "POST")] HttpRequest request) => Task.FromResult("");

    [Function("HttpLevel")]
    public static Task HttpLevel([HttpTrigger(AuthorizationLevel.Admin, Route = "samples/{id:int}")] HttpRequest request, int id, CancellationToken cancellationToken) => Task.CompletedTask;

    [Function("HttpNoMethods")]
    public static ValueTask<int> HttpNoMethods([HttpTrigger(AuthorizationLevel.System, new string[0])] HttpRequest request) => ValueTask.FromResult(1);

    [Function("HttpOutputs")]
    public static Task<SampleOutputs> HttpOutputs([HttpTrigger(AuthorizationLevel.User, "put", Route = "{*path}")] HttpRequest request, FunctionContext context) => Task.FromResult(new SampleOutputs());

    [Function("HttpToQueue"), QueueOutput("sent", Connection = "Storage")]
    public string HttpToQueue([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request) => "";

    [Function("QueueText"), CosmosDBOutput("db", "cats", Connection = "Cosmos", CreateIfNotExists = true, PartitionKey = "/_pk")]
    public object QueueText([QueueTrigger("cats")] string message) => message;

    [Function("QueueBinaryData")]
    public void QueueBinaryData([QueueTrigger("%CATS%", Connection = "Storage")] BinaryData message)
    {
    }

    [Function("QueueBytes")]
    public void QueueBytes([QueueTrigger("cats")] byte[] message)
    {
    }

    [Function("QueueMemory")]
    public void QueueMemory([QueueTrigger("cats")] ReadOnlyMemory<byte> message)
    {
    }

    [Function("QueueObject")]
    public void QueueObject([QueueTrigger("cats")] SampleOutputs message)
    {
    }

    [Function("EventsSingle"), EventGridOutput(TopicEndpointUri = "Endpoint", TopicKeySetting = "Key", Connection = "EventGrid")]
    public CloudEvent EventsSingle([EventGridTrigger] CloudEvent item) => item;

    [Function("EventsNotBatched")]
    public void EventsNotBatched([EventGridTrigger(IsBatched = false)] string item)
    {
    }

    [Function("EventsBatched")]
    public void EventsBatched([EventGridTrigger(IsBatched = true)] CloudEvent[] items)
    {
    }

    [Function("EventsBatchedText")]
    public void EventsBatchedText([EventGridTrigger(IsBatched = true)] string[] items)
    {
    }

    [Function("EventsBatchedList")]
    public void EventsBatchedList([EventGridTrigger(IsBatched = true)] IReadOnlyList<string> items)
    {
    }

    [Function("TimerSettings"), FixedDelayRetry(3, "00:00:05")]
    public void TimerSettings([TimerTrigger("0 */5 * * * *", RunOnStartup = true, UseMonitor = false)] TimerInfo timer)
    {
    }

    [Function("TimerBare")]
    public void TimerBare([TimerTrigger("%SCHEDULE%")] TimerInfo timer)
    {
    }

    [Function("CosmosBare")]
    public void CosmosBare([CosmosDBTrigger("db", "cats")] IReadOnlyList<SampleOutputs> items)
    {
    }

    [Function("CosmosSettings"), ExponentialBackoffRetry(-1, "00:00:01", "00:10:00")]
    public void CosmosSettings(
        [CosmosDBTrigger(
            "db",
            "cats",
            Connection = "Cosmos",
            LeaseConnection = "Leases",
            LeaseDatabaseName = "other",
            LeaseContainerName = "leases",
            LeaseContainerPrefix = "a",
            CreateLeaseContainerIfNotExists = true,
            LeasesContainerThroughput = 400,
            FeedPollDelay = 1000,
            LeaseAcquireInterval = 2,
            LeaseExpirationInterval = 3,
            LeaseRenewInterval = 4,
            MaxItemsPerInvocation = 5,
            StartFromBeginning = true,
            StartFromTime = "2026-01-01T00:00:00Z",
            PreferredLocations = "West Europe,North Europe",
            ChangeFeedMode = CosmosDBChangeFeedMode.AllVersionsAndDeletes)]
        IReadOnlyList<SampleOutputs> items)
    {
    }

    [Function("CosmosRead")]
    public void CosmosRead(
        [QueueTrigger("cats")] string message,
        [CosmosDBInput("db", "cats", Connection = "Cosmos", Id = "{id}", PartitionKey = "{pk}")] SampleOutputs cat,
        [CosmosDBInput("db", "cats", Connection = "Cosmos", SqlQuery = "SELECT * FROM c")] IReadOnlyList<SampleOutputs> cats)
    {
    }
}

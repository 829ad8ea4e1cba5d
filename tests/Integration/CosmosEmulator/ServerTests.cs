using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Virga.CosmosEmulator;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Integration.CosmosEmulator;

/// <summary>The endpoint on a port: signatures, addresses, TLS.</summary>
public sealed class ServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_SDK_works_over_the_port(bool https)
    {
        await using var emulator = Emulator.Open();
        await using var server = await CosmosEmulatorServer.StartAsync(emulator, new() { Port = 0, UseHttps = https }, Token);
        using var client = Connect(server, CosmosEmulatorOptions.WellKnownKey);

        Database database = await client.CreateDatabaseAsync("db", cancellationToken: Token);
        Container container = await database.CreateContainerAsync("c", "/pk", cancellationToken: Token);
        await container.CreateItemAsync(PointOperationTests.Cat("a b|ø&c", "Tom"), new PartitionKey("oslo"), cancellationToken: Token);
        using var batch = await container.CreateTransactionalBatch(new PartitionKey("oslo")).CreateItem(PointOperationTests.Cat("2", "Tim")).ExecuteAsync(Token);
        using var query = container.GetItemQueryIterator<int>("SELECT VALUE COUNT(1) FROM c");
        var read = await container.ReadItemAsync<JsonObject>("a b|ø&c", new PartitionKey("oslo"), cancellationToken: Token);

        Assert.Equal(https ? "https" : "http", server.Address.Scheme);
        Assert.Equal("Tom", (string?)read.Resource["name"]);
        Assert.Equal(HttpStatusCode.OK, batch.StatusCode);
        Assert.Equal(2, (await query.ReadNextAsync(Token)).Single());
    }

    [Fact]
    public async Task Deletes_of_a_partition_are_signed_as_the_SDK_signs_them()
    {
        await using var emulator = Emulator.Open();
        await using var server = await CosmosEmulatorServer.StartAsync(emulator, new() { Port = 0 }, Token);
        using var client = Connect(server, CosmosEmulatorOptions.WellKnownKey);
        Database database = await client.CreateDatabaseAsync("db", cancellationToken: Token);
        Container container = await database.CreateContainerAsync("c", "/pk", cancellationToken: Token);
        await container.CreateItemAsync(PointOperationTests.Cat("1", "Tom", "oslo"), new PartitionKey("oslo"), cancellationToken: Token);

        using var deleted = await container.DeleteAllItemsByPartitionKeyStreamAsync(new PartitionKey("oslo"), cancellationToken: Token);
        using var read = await container.ReadItemStreamAsync("1", new PartitionKey("oslo"), cancellationToken: Token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (deleted.StatusCode, read.StatusCode));
    }

    [Fact]
    public async Task Both_schemes_are_spoken_and_the_account_points_back_to_the_one_it_was_asked_by()
    {
        await using var emulator = Emulator.Open();
        await using var server = await CosmosEmulatorServer.StartAsync(emulator, new() { Port = 0, HttpsPort = 0 }, Token);
        foreach (var address in new[] { server.Address, server.HttpsAddress! })
        {
            using var client = new CosmosClient(address.ToString(), CosmosEmulatorOptions.WellKnownKey, new CosmosClientOptions
            {
                ConnectionMode = ConnectionMode.Gateway,
                ServerCertificateCustomValidationCallback = (_, _, _) => true,
            });

            var account = await client.ReadAccountAsync();

            Assert.Equal(address.ToString(), account.WritableRegions.Single().Endpoint);
        }

        Assert.Equal(("http", "https"), (server.Address.Scheme, server.HttpsAddress!.Scheme));
    }

    [Fact]
    public async Task A_wrong_key_is_unauthorized()
    {
        await using var emulator = Emulator.Open();
        await using var server = await CosmosEmulatorServer.StartAsync(emulator, new() { Port = 0 }, Token);
        using var client = Connect(server, Convert.ToBase64String(new byte[64]));

        var exception = await Assert.ThrowsAsync<CosmosException>(() => client.CreateDatabaseAsync("db", cancellationToken: Token));

        Assert.Equal(HttpStatusCode.Unauthorized, exception.StatusCode);
    }

    [Theory]
    [InlineData(null, null, 401)]
    [InlineData("type%3dmaster%26ver%3d1.0%26sig%3dAAAA", "Mon, 23 Nov 2026 12:00:00 GMT", 401)]
    [InlineData("type%3dmaster%26ver%3d1.0%26sig%3dAAAA", "Mon, 23 Nov 2025 12:00:00 GMT", 403)]
    [InlineData("type%3daad%26ver%3d1.0%26sig%3dAAAA", "Mon, 23 Nov 2026 12:00:00 GMT", 401)]
    public async Task A_request_that_is_not_signed_is_refused(string? authorization, string? date, int status)
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
        await using var emulator = Emulator.Open(new() { TimeProvider = clock });
        await using var server = await CosmosEmulatorServer.StartAsync(emulator, new() { Port = 0 }, Token);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "dbs"));
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("authorization", authorization);
            request.Headers.TryAddWithoutValidation("x-ms-date", date);
        }

        using var response = await http.SendAsync(request, Token);

        Assert.Equal(status, (int)response.StatusCode);
    }

    private static CosmosClient Connect(CosmosEmulatorServer server, string key) => new(server.Address.ToString(), key, new CosmosClientOptions
    {
        ConnectionMode = ConnectionMode.Gateway,
        UseSystemTextJsonSerializerWithOptions = new(JsonSerializerDefaults.Web),
        ServerCertificateCustomValidationCallback = (_, _, _) => true,
    });
}

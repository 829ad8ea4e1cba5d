using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Azure.Cosmos;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Integration.CosmosEmulator;

/// <summary>What the file promises: durability, one owner, everything there after a restart.</summary>
public sealed class FileTests : IDisposable
{
    private static readonly PartitionKey Oslo = new("oslo");
    private readonly string _directory = Directory.CreateTempSubdirectory("virga").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string DataSource => Path.Combine(_directory, "new", "cosmos.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(false, "1")]
    [InlineData(true, "2")]
    public async Task The_file_is_in_WAL_mode_and_as_synchronous_as_asked(bool full, string synchronous)
    {
        await using var emulator = Emulator.Open(new() { DataSource = DataSource, SynchronousFull = full });

        Assert.Equal("wal", emulator.Store.Pragma("journal_mode"));
        Assert.Equal(synchronous, emulator.Store.Pragma("synchronous"));
    }

    [Fact]
    public async Task Everything_is_there_after_a_restart_and_the_change_feed_goes_on()
    {
        string etag;
        string token;
        await using (var emulator = Emulator.Open(new() { DataSource = DataSource }))
        {
            var container = await NewContainerAsync(emulator);
            await container.CreateItemAsync(PointOperationTests.Cat("1", "Tom"), Oslo, cancellationToken: Token);
            etag = (await container.CreateItemAsync(PointOperationTests.Cat("2", "Tim"), Oslo, cancellationToken: Token)).ETag;
            using var feed = container.GetChangeFeedIterator<JsonObject>(ChangeFeedStartFrom.Now(), ChangeFeedMode.LatestVersion);
            token = (await feed.ReadNextAsync(Token)).ContinuationToken;
            // The highest sequence number goes with its document.
            await container.DeleteItemAsync<JsonObject>("1", Oslo, cancellationToken: Token);
        }

        await using var again = Emulator.Open(new() { DataSource = DataSource });
        using var client = EmulatorFixture.Connect(again);
        var reopened = client.GetContainer("db", "c");
        var read = await reopened.ReadItemAsync<JsonObject>("2", Oslo, cancellationToken: Token);
        await reopened.CreateItemAsync(PointOperationTests.Cat("3", "Ann"), Oslo, cancellationToken: Token);
        using var changes = reopened.GetChangeFeedIterator<JsonObject>(ChangeFeedStartFrom.ContinuationToken(token), ChangeFeedMode.LatestVersion);
        var page = await changes.ReadNextAsync(Token);

        Assert.Equal(etag, read.ETag);
        Assert.Equal(["3"], page.Select(document => (string?)document["id"]));
    }

    [Fact]
    public async Task A_second_owner_is_refused_with_the_first_ones_process_id()
    {
        await using var emulator = Emulator.Open(new() { DataSource = DataSource });

        var exception = Assert.Throws<IOException>(() => Emulator.Open(new() { DataSource = DataSource }));

        Assert.Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_is_a_file_to_open()
    {
        var copy = Path.Combine(_directory, "copy.db");
        await using (var emulator = Emulator.Open(new() { DataSource = DataSource }))
        {
            var container = await NewContainerAsync(emulator);
            await container.CreateItemAsync(PointOperationTests.Cat("1", "Tom"), Oslo, cancellationToken: Token);
            emulator.BackUp(copy);
            Assert.Throws<IOException>(() => emulator.BackUp(copy));
        }

        await using var opened = Emulator.Open(new() { DataSource = copy });
        using var client = EmulatorFixture.Connect(opened);
        using var read = await client.GetContainer("db", "c").ReadItemStreamAsync("1", Oslo, cancellationToken: Token);

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }

    [Fact]
    public async Task A_copy_of_the_file_and_its_log_is_a_backup_too()
    {
        await using (var emulator = Emulator.Open(new() { DataSource = DataSource }))
        {
            var container = await NewContainerAsync(emulator);
            await container.CreateItemAsync(PointOperationTests.Cat("1", "Tom"), Oslo, cancellationToken: Token);
            // As after a crash: what was written last is in the log alone.
            foreach (var suffix in (string[])["", "-wal"])
            {
                File.Copy(DataSource + suffix, Path.Combine(_directory, "copy.db" + suffix));
            }
        }

        await using var opened = Emulator.Open(new() { DataSource = Path.Combine(_directory, "copy.db") });
        using var client = EmulatorFixture.Connect(opened);
        using var read = await client.GetContainer("db", "c").ReadItemStreamAsync("1", Oslo, cancellationToken: Token);

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }

    [Fact]
    public async Task A_file_of_an_earlier_version_is_opened()
    {
        await using (var emulator = Emulator.Open(new() { DataSource = DataSource }))
        {
            await NewContainerAsync(emulator);
        }

        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={DataSource};Pooling=False"))
        {
            await connection.OpenAsync(Token);
            using var command = connection.CreateCommand();
            command.CommandText = "ALTER TABLE containers DROP COLUMN ranges; ALTER TABLE containers DROP COLUMN logged";
            await command.ExecuteNonQueryAsync(Token);
        }

        await using var opened = Emulator.Open(new() { DataSource = DataSource });

        Assert.Equal(["1", "2"], await opened.SplitAsync("db", "c"));
    }

    [Fact]
    public async Task Many_writers_and_readers_at_once_lose_nothing()
    {
        await using var emulator = Emulator.Open(new() { DataSource = DataSource });
        var container = await NewContainerAsync(emulator);
        await container.CreateItemAsync(PointOperationTests.Cat("counter", "x"), Oslo, cancellationToken: Token);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 50; i++)
            {
                await container.CreateItemAsync(PointOperationTests.Cat($"{writer}-{i}", "Tom"), Oslo, cancellationToken: Token);
                await container.PatchItemAsync<JsonObject>("counter", Oslo, [PatchOperation.Increment("/n", 1)], cancellationToken: Token);
                using var read = await container.ReadItemStreamAsync($"{writer}-{i}", Oslo, cancellationToken: Token);
                Assert.Equal(HttpStatusCode.OK, read.StatusCode);
            }
        })));

        var counter = await container.ReadItemAsync<JsonObject>("counter", Oslo, cancellationToken: Token);
        using var count = container.GetItemQueryIterator<int>("SELECT VALUE COUNT(1) FROM c");
        Assert.Equal(400, (int?)counter.Resource["n"]);
        Assert.Equal(401, (await count.ReadNextAsync(Token)).Single());
    }

    private static async Task<Container> NewContainerAsync(Emulator emulator)
    {
        var client = EmulatorFixture.Connect(emulator);
        Database database = await client.CreateDatabaseAsync("db", cancellationToken: Token);
        return await database.CreateContainerAsync("c", "/pk", cancellationToken: Token);
    }
}

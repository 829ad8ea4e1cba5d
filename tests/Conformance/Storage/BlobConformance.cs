using Conformance.Running;
using Virga.Notifications;

namespace Conformance.Storage;

/// <summary>What every <see cref="IBlobStore"/> does.</summary>
public abstract class BlobConformance(StorageHarness harness)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IBlobStore Blobs => harness.Blobs;

    [ConformanceFact]
    public async Task A_blob_comes_out_as_it_went_in()
    {
        var container = harness.NewName();
        var content = new byte[300_000];
        Random.Shared.NextBytes(content);

        await Blobs.WriteAsync(container, "2026/11/a b+c.json", BinaryData.FromBytes(content), Stop);

        Assert.Equal(content, (await Blobs.ReadAsync(container, "2026/11/a b+c.json", Stop))?.ToArray());
    }

    [ConformanceFact]
    public async Task Writing_again_replaces_the_content()
    {
        var container = harness.NewName();
        await WriteAsync(container, "a", "first, and longer");

        await WriteAsync(container, "a", "second");

        Assert.Equal("second", (await Blobs.ReadAsync(container, "a", Stop))?.ToString());
    }

    [ConformanceFact]
    public async Task An_empty_blob_is_a_blob()
    {
        var container = harness.NewName();

        await WriteAsync(container, "empty", "");

        Assert.Equal("", (await Blobs.ReadAsync(container, "empty", Stop))?.ToString());
    }

    [ConformanceFact]
    public async Task What_is_not_there_reads_as_null_and_deletes_as_false()
    {
        var container = harness.NewName();

        Assert.Null(await Blobs.ReadAsync(container, "none", Stop));
        Assert.False(await Blobs.DeleteAsync(container, "none", Stop));
        Assert.Empty(await ListAsync(container, ""));
    }

    [ConformanceFact]
    public async Task A_deleted_blob_is_gone()
    {
        var container = harness.NewName();
        await WriteAsync(container, "a", "x");

        Assert.True(await Blobs.DeleteAsync(container, "a", Stop));

        Assert.Null(await Blobs.ReadAsync(container, "a", Stop));
        Assert.False(await Blobs.DeleteAsync(container, "a", Stop));
    }

    [ConformanceFact]
    public async Task Names_are_listed_by_prefix_in_ordinal_order()
    {
        var container = harness.NewName();
        foreach (var name in (string[])["b/2", "a/1", "b/10", "B/1", "b", "b0"])
        {
            await WriteAsync(container, name, name);
        }

        await WriteAsync(harness.NewName(), "b/other", "x");

        Assert.Equal(["b/10", "b/2"], await ListAsync(container, "b/"));
        Assert.Equal(["B/1", "a/1", "b", "b/10", "b/2", "b0"], await ListAsync(container, ""));
        Assert.Empty(await ListAsync(container, "c"));
    }

    [ConformanceFact]
    public async Task Names_out_of_bounds_are_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync("Upper", "a", "x"));
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync("container", "", "x"));
        await Assert.ThrowsAsync<ArgumentException>(() => WriteAsync("container", new string('a', 1025), "x"));
        await Assert.ThrowsAsync<ArgumentException>(() => ListAsync("no_container", ""));
    }

    private Task WriteAsync(string container, string name, string content) => Blobs.WriteAsync(container, name, BinaryData.FromString(content), Stop);

    private async Task<List<string>> ListAsync(string container, string prefix)
    {
        var names = new List<string>();
        await foreach (var name in Blobs.ListAsync(container, prefix, Stop))
        {
            names.Add(name);
        }

        return names;
    }
}

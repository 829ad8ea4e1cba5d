using Support;

namespace EndToEnd;

/// <summary>What others' tools make of the API's description: see <c>Clients</c> for the scripts.</summary>
public sealed class ClientTests(RunningApp app)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_OpenAPI_document_breaks_none_of_the_linters_rules()
    {
        SkipWithout("@redocly/openapi-core");
        await using var node = NodeProcess.Start("tests/EndToEnd/Clients/lint.mjs", [new Uri(app.Address, "api/openapi.json").ToString()]);

        var code = await node.ExitAsync(Token);

        Assert.True(code == 0, string.Join('\n', node.Lines));
        Assert.Contains("ok: no rule is broken", node.Lines);
    }

    [Fact]
    public async Task A_TypeScript_client_made_of_the_document_compiles_under_strict_and_works()
    {
        SkipWithout("openapi-typescript");

        // Below tests, where node finds the packages.
        var folder = Path.Combine(AppContext.BaseDirectory, $"client-{Guid.NewGuid():n}");
        try
        {
            await using var node = NodeProcess.Start("tests/EndToEnd/Clients/generate.mjs", [app.Address.ToString(), app.Token, folder]);

            var code = await node.ExitAsync(Token);

            Assert.True(code == 0, string.Join('\n', node.Lines));
            Assert.Equal(11, node.Lines.Count(line => line.StartsWith("ok: ", StringComparison.Ordinal)));
        }
        finally
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static void SkipWithout(string package) => Assert.SkipWhen(TestTool.NoPackage(package) is not null, TestTool.NoPackage(package) ?? "");
}

using System.CommandLine;
using System.Text.Json;
using Microsoft.Azure.Cosmos;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Virga.Cosmos;
using Virga.Documents;
using Emulator = Virga.CosmosEmulator.CosmosEmulator;

namespace Virga.LocalHost;

/// <summary><c>containers</c>: what containers the models want and how the account's differ; their definition for Bicep; and deleting one while developing.</summary>
internal static class ContainersCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create(CommandContext context)
    {
        var bicep = new Option<bool>("--bicep") { Description = "Prints the definitions as bicep/containers.json has them, and asks no account." };
        var name = new Argument<string>("name") { Description = "The container." };
        var delete = new Command("delete", "Deletes a container with all its documents, on this machine only. The app makes it anew when it next starts.") { name };
        delete.SetAction((parsed, token) => DeleteAsync(context, parsed.GetValue(name)!, token));
        var command = new Command("containers", "Lists the containers the models want, and how those of the account differ.") { bicep, delete };
        command.SetAction((parsed, token) => parsed.GetValue(bicep) ? PrintAsync(context) : ListAsync(context, token));
        return command;
    }

    private static async Task<int> PrintAsync(CommandContext context)
    {
        var catalog = context.Services.GetRequiredService<SchemaCatalog>();
        catalog.Validate();
        await context.Output.WriteLineAsync(ContainerDefinition.ToJson(ContainerDefinition.Of(catalog)).ToJsonString(Indented)).ConfigureAwait(false);
        return 0;
    }

    private static async Task<int> ListAsync(CommandContext context, CancellationToken cancellationToken)
    {
        context.Services.GetRequiredService<SchemaCatalog>().Validate();
        await context.Services.GetRequiredService<CosmosProvisioner>().ReadyAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        var drift = context.Services.GetRequiredService<ContainerDrift>();
        var differences = (await drift.CheckAsync(cancellationToken).ConfigureAwait(false)).ToLookup(difference => difference.Container);
        foreach (var wanted in drift.Wanted)
        {
            await context.Output.WriteLineAsync($"{wanted.Name} ({string.Join(", ", wanted.PartitionPaths)}): {(differences[wanted.Name].Any() ? "differs" : "as the models want it")}").ConfigureAwait(false);
            foreach (var difference in differences[wanted.Name])
            {
                await context.Output.WriteLineAsync($"  {difference.Field} is {difference.Actual}, wanted {difference.Wanted}{(difference.CanChange ? "" : "; it can never change")}").ConfigureAwait(false);
            }
        }

        return differences.Count == 0 ? 0 : 1;
    }

    private static async Task<int> DeleteAsync(CommandContext context, string name, CancellationToken cancellationToken)
    {
        var options = context.Services.GetRequiredService<IOptions<CosmosOptions>>().Value;
        if (!context.Services.GetRequiredService<LocalDevelopment>().IsOn || options.AccountEndpoint is not { } endpoint || !(endpoint == Emulator.Endpoint || endpoint.IsLoopback))
        {
            await context.Error.WriteLineAsync("Containers are deleted on a developer's machine only, and only of an endpoint on it.").ConfigureAwait(false);
            return 1;
        }

        using var response = await context.Services.GetRequiredService<CosmosClient>().GetContainer(options.Database, name)
            .DeleteContainerStreamAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await (response.IsSuccessStatusCode
            ? context.Output.WriteLineAsync($"Container '{name}' is gone.")
            : context.Error.WriteLineAsync($"Container '{name}' was not deleted: status {(int)response.StatusCode}.")).ConfigureAwait(false);
        return response.IsSuccessStatusCode ? 0 : 1;
    }
}

using System.CommandLine;

namespace Virga.LocalHost;

/// <summary>What the app's executable can do beside running the app.</summary>
internal static class LocalCommands
{
    private static readonly string[] Names = ["token", "cosmos", "eventgrid", "migrate", "export", "import", "containers", "functions", "openapi", "--help", "-h", "-?", "help"];

    /// <summary>Whether a command line asks for something else than running the app.</summary>
    public static bool IsCommand(string[] args) => args is [var first, ..] && Names.Contains(first, StringComparer.Ordinal);

    /// <summary>Runs a command.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] args, CommandContext context, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Runs this function app. Without a command it starts the app; --urls <addresses> says where it listens, --fresh clears its data first, and any other --key value is configuration.")
        {
            TokenCommand.Create(context),
            CosmosCommand.Create(context),
            EventGridCommand.Create(context),
            MigrateCommand.Create(context),
            ExportCommand.Create(context),
            ImportCommand.Create(context),
            ContainersCommand.Create(context),
            FunctionsCommand.Create(context),
            OpenApiCommand.Create(context),
        };
        var configuration = new InvocationConfiguration { Output = context.Output, Error = context.Error, ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false };
        return root.Parse(args is ["help", ..] ? ["--help"] : args).InvokeAsync(configuration, cancellationToken);
    }
}

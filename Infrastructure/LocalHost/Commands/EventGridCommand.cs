using System.CommandLine;
using System.CommandLine.Parsing;
using Virga.EventGrid;

namespace Virga.LocalHost;

/// <summary><c>eventgrid</c>: serves the local Event Grid on a port, until Ctrl+C.</summary>
internal static class EventGridCommand
{
    private const int DefaultPort = 7072;

    /// <summary>The folder with its data, in the app's own.</summary>
    private const string Folder = "eventgrid";

    /// <summary>The setting that holds the key publishers must send.</summary>
    private const string KeySetting = "VIRGA_EVENTGRID_KEY";

    private const string Description = """
        Serves a local Event Grid topic on a port of this machine: for func start, and for any publisher that speaks Event Grid's HTTP.

        Examples
          eventgrid --forward "http://localhost:7071/runtime/webhooks/EventGrid?functionName=DeliverEvents"
                                            what is published goes to the function app under func start
          eventgrid --memory --port 0       a free port, and nothing is kept
          eventgrid --schema EventGrid      a topic of Event Grid's own schema in place of CloudEvents

        Tell the app under func start about it in local.settings.json (the command prints both values):
          "EventGrid__TopicEndpoint": "http://localhost:7072/virga/api/events", "EventGrid__AccessKey": "<the key>"

        While it runs (curl http://localhost:7072/…)
          GET  /subscriptions               how they stand, and how many events wait
          PUT  /subscriptions/{name}        {"endpoint":"http://localhost:5000/hook","filter":{…}}; DELETE removes it
          GET  /deliveries                  what happened to the last events, and why
          POST /faults                      {"subscription":"DeliverEvents","status":503,"times":2}
          GET  /dead-letters                what was given up

        Environment
          VIRGA_DATA            the folder with the data (default .virga); this command's is eventgrid in it
          VIRGA_EVENTGRID_KEY   the base64 key of the topic; without it, a random one that is kept with the data
        """;

    public static Command Create(CommandContext context)
    {
        var port = new Option<int>("--port") { Description = "The port; 0 for any that is free.", DefaultValueFactory = _ => DefaultPort };
        var topic = new Option<string>("--topic") { Description = "The topic's name: 3 to 50 letters, digits and dashes.", DefaultValueFactory = _ => LocalEventGridOptions.DefaultTopic };
        var schema = new Option<EventGridSchema>("--schema") { Description = "What publishers send, and what is delivered." };
        var forward = new Option<string[]>("--forward") { Description = "A webhook that gets every event; may be given several times." };
        var key = new Option<string?>("--key") { Description = $"The topic's key, base64. Without it, {KeySetting} or a random one." };
        var data = new Option<string?>("--data") { Description = "The folder for events that wait. Without it, eventgrid in the app's own data." };
        var memory = new Option<bool>("--memory") { Description = "Keeps everything in memory." };
        var bearer = new Option<bool>("--accept-bearer") { Description = "Takes bearer tokens for https://eventgrid.azure.net, without checking their signatures." };
        port.Validators.Add(result => Refuse(result, result.GetValue(port) is < 0 or > 65535, $"{result.GetValue(port)} is no port."));
        key.Validators.Add(result => Refuse(result, result.GetValue(key) is { } text && !IsBase64(text), "The key is not base64."));
        forward.Validators.Add(result =>
        {
            foreach (var text in result.GetValue(forward) ?? [])
            {
                Refuse(result, !IsEndpoint(text), $"'{text}' is no http(s) URL to forward to.");
            }
        });
        var command = new Command("eventgrid", Description) { port, topic, schema, forward, key, data, memory, bearer, EventGridFilterCommand.Create(context) };
        command.Validators.Add(result => Refuse(result, result.GetValue(memory) && result.GetValue(data) is not null, "--data names a folder and --memory says there is none: give one of them."));
        command.SetAction((parsed, token) => ServeAsync(context, parsed.GetValue(memory), parsed.GetValue(data), parsed.GetValue(key), new EventGridServerOptions
        {
            Port = parsed.GetValue(port),
            DataSource = "",
            Key = "",
            Topic = parsed.GetValue(topic)!,
            Schema = parsed.GetValue(schema),
            Forwards = [.. (parsed.GetValue(forward) ?? []).Select(text => new Uri(text))],
            AcceptBearer = parsed.GetValue(bearer),
        }, token));
        return command;
    }

    private static void Refuse(SymbolResult result, bool isWrong, string message)
    {
        if (isWrong)
        {
            result.AddError(message);
        }
    }

    private static bool IsBase64(string text) => text.Length > 0 && Convert.TryFromBase64String(text, new byte[text.Length], out var length) && length > 0;

    private static bool IsEndpoint(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    private static async Task<int> ServeAsync(CommandContext context, bool memory, string? data, string? key, EventGridServerOptions options, CancellationToken cancellationToken)
    {
        key ??= context.Configuration[KeySetting];
        if (key is not null && !IsBase64(key))
        {
            await context.Error.WriteLineAsync($"The key in {KeySetting} is not base64.").ConfigureAwait(false);
            return 1;
        }

        using var app = DataDirectory.Of(context.Configuration, context.ContentRoot);
        using var folder = DataDirectory.At(memory ? null : data ?? (app.Root is null ? null : Path.Combine(app.Root, Folder)));
        options = options with { DataSource = folder.DataSource("storage.db"), Key = key ?? DevelopmentKeys.EventGridKey(folder.Root) };
        try
        {
            var server = await EventGridServer.StartAsync(options, context.Time, cancellationToken).ConfigureAwait(false);
            await using var ending = server.ConfigureAwait(false);
            await TellAsync(context.Output, server, options, isOwnKey: key is not null).ConfigureAwait(false);
            await server.WaitAsync(cancellationToken).ConfigureAwait(false);
            return 0;
        }
        catch (Exception fault) when (fault is IOException or ArgumentException)
        {
            await context.Error.WriteLineAsync(StartFault.PortInUse(fault, "--port 7073") ?? fault.Message).ConfigureAwait(false);
            return 1;
        }
    }

    private static async Task TellAsync(TextWriter output, EventGridServer server, EventGridServerOptions options, bool isOwnKey)
    {
        await output.WriteLineAsync($"Event Grid on {server.Address}, data in {options.DataSource}. Ctrl+C stops it.").ConfigureAwait(false);
        await output.WriteLineAsync($"EventGrid__TopicEndpoint={server.Address}{options.Topic}/api/events").ConfigureAwait(false);

        // A random key is of use on this machine alone; one of the user's own is theirs to know.
        await output.WriteLineAsync($"EventGrid__AccessKey={(isOwnKey ? "<your key>" : options.Key)}").ConfigureAwait(false);
        foreach (var status in server.Grid.Subscriptions)
        {
            await output.WriteLineAsync($"Subscription {status.Name}: {status.State}").ConfigureAwait(false);
        }
    }
}

using System.Net;
using System.Text.Json;
using Azure;
using Azure.Messaging;
using Azure.Messaging.EventGrid;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Support;
using Virga.EventGrid;
using MsOptions = Microsoft.Extensions.Options.Options;

namespace Integration.EventGrid;

public sealed class WebhookDeliveryTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_webhook_that_answers_OPTIONS_gets_CloudEvents()
    {
        await using var receiver = await LoopbackServer.StartAsync(async context => await EventGridHandshake.TryAnswerAsync(context, cancellationToken: context.RequestAborted));
        using var http = Grid.Webhooks();
        await using var grid = new Grid(webhooks: http);
        grid.Local.Subscribe(new LocalSubscription("hook", LocalDestination.To(new Uri(receiver.Uri, "/in"))) { DeliveryHeaders = new Dictionary<string, string> { ["X-Static"] = "1" } });
        grid.Local.Start();

        await grid.PublishAsync(Grid.Event("e-1", new { name = "Tom" }));

        await Grid.Until(() => receiver.Calls.Count == 2 && grid.Queue.Names.Count == 0, "handshake and delivery");
        var (handshake, delivery) = (receiver.Calls.First(), receiver.Calls.Last());
        Assert.Equal(("OPTIONS", "eventgrid.azure.net"), (handshake.Method, handshake.Headers["WebHook-Request-Origin"]));
        Assert.Equal("application/cloudevents+json; charset=utf-8", delivery.Headers["Content-Type"]);
        Assert.Equal(("HOOK", "0", "1", "eventgrid.azure.net"), (delivery.Headers["aeg-subscription-name"], delivery.Headers["aeg-delivery-count"], delivery.Headers["X-Static"], delivery.Headers["Origin"]));
        Assert.Equal(("Notification", "1.0"), (delivery.Headers["aeg-event-type"], delivery.Headers["aeg-metadata-version"]));
        Assert.Equal("e-1", CloudEvent.Parse(BinaryData.FromString(delivery.Body))!.Id);
        Assert.Equal(LocalSubscriptionState.Active, Assert.Single(grid.Local.Subscriptions).State);
    }

    [Fact]
    public async Task A_status_alone_is_no_consent_as_is_said_once_and_events_wait_for_it()
    {
        var consents = false;
        await using var receiver = await LoopbackServer.StartAsync(context =>
        {
            if (consents)
            {
                context.Response.Headers["WebHook-Allowed-Origin"] = "*";
            }

            return Task.CompletedTask;
        });
        using var http = Grid.Webhooks();
        using var log = new LogRecorder();
        await using var grid = new Grid(webhooks: http, log: log);
        grid.Local.Subscribe(new LocalSubscription("hook", LocalDestination.To(receiver.Uri)));
        grid.Local.Start();
        await grid.PublishAsync(Grid.Event("e-1"));

        await Grid.Until(() => receiver.Calls.Count >= 3 && grid.Local.Subscriptions[0].Error is not null, "it is asked again and again");
        Assert.All(receiver.Calls, call => Assert.Equal("OPTIONS", call.Method));
        Assert.Equal(LocalSubscriptionState.Validating, grid.Local.Subscriptions[0].State);
        Assert.Contains("'hook' gets no events yet", Assert.Single(log.Entries, entry => entry.Level == LogLevel.Warning).Text, StringComparison.Ordinal);
        consents = true;

        await Grid.Until(() => receiver.Calls.Any(call => call.Method == "POST"), "the event is delivered after the consent");
    }

    [Fact]
    public async Task A_webhook_of_Event_Grids_schema_echoes_the_code()
    {
        await using var receiver = await LoopbackServer.StartAsync(app => app.Run(async context =>
        {
            if (!await EventGridHandshake.TryAnswerAsync(context, cancellationToken: context.RequestAborted))
            {
                context.Response.StatusCode = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body) is { ValueKind: JsonValueKind.Array } ? 200 : 500;
            }
        }));
        using var http = Grid.Webhooks();
        await using var grid = new Grid(options => options.Topics = [new("legacy", EventGridSchema.EventGrid)], webhooks: http);
        grid.Local.Subscribe(new LocalSubscription("hook", LocalDestination.To(receiver.Uri)) { Topic = "legacy", DeliverySchema = EventGridSchema.EventGrid });
        grid.Local.Start();

        await grid.Client("legacy").SendEventAsync(new EventGridEvent("s", "T", "1", new { }), Cancellation);

        await Grid.Until(() => grid.Local.Subscriptions[0].State == LocalSubscriptionState.Active && grid.Queue.Names.Count == 0, "it is delivered");
        Assert.Empty(grid.Blobs.All);
    }

    [Fact]
    public async Task A_webhook_that_only_takes_the_validation_event_is_confirmed_by_its_URL()
    {
        await using var receiver = await LoopbackServer.StartAsync(_ => Task.CompletedTask);
        using var http = Grid.Webhooks();
        LocalEventGrid? local = null;
        await using var server = await LoopbackServer.StartAsync(app => app.Use(async (HttpContext context, RequestDelegate _) => await context.Response.WriteAsync($"{local!.Confirm("legacy", context.Request.Query["id"].ToString())}")));
        await using var grid = new Grid(options => (options.Topics, options.PublicBaseUri) = ([new("legacy", EventGridSchema.EventGrid)], server.Uri), webhooks: http);
        local = grid.Local;
        grid.Local.Subscribe(new LocalSubscription("hook", LocalDestination.To(receiver.Uri)) { Topic = "legacy", DeliverySchema = EventGridSchema.EventGrid });
        grid.Local.Start();
        await Grid.Until(() => grid.Local.Subscriptions[0].State == LocalSubscriptionState.AwaitingManualAction, "somebody has to act");
        var url = JsonDocument.Parse(receiver.Calls.Single().Body).RootElement[0].GetProperty("data").GetProperty("validationUrl").GetString()!;
        using var browser = new HttpClient();

        Assert.Equal("False", await browser.GetStringAsync(new Uri($"{url}0"), Cancellation));
        Assert.Equal("True", await browser.GetStringAsync(new Uri(url), Cancellation));

        await Grid.Until(() => grid.Local.Subscriptions[0].State == LocalSubscriptionState.Active, "it is confirmed");
    }

    [Fact]
    public async Task A_webhook_at_a_forbidden_address_is_never_called()
    {
        using var http = new WebhookHttp(MsOptions.Create(new WebhookHttpOptions()), TimeProvider.System);
        await using var receiver = await LoopbackServer.StartAsync(_ => Task.CompletedTask);
        await using var grid = new Grid(webhooks: http);
        grid.Local.Subscribe(new LocalSubscription("hook", LocalDestination.To(receiver.Uri)));
        grid.Local.Start();

        await Grid.Until(() => grid.Local.Subscriptions[0].Error is not null, "the handshake fails");
        Assert.Empty(receiver.Calls);
    }

    [Fact]
    public async Task The_SDK_publishes_over_a_port()
    {
        await using var grid = new Grid();
        grid.Local.Subscribe(new LocalSubscription("all", grid.Recorder()));
        grid.Local.Start();
        await using var server = await LoopbackServer.StartAsync(app => app.MapLocalEventGrid(grid.Local, "/eventgrid"));
        var endpoint = new Uri(server.Uri, "/eventgrid/virga/api/events");

        await new EventGridPublisherClient(endpoint, new AzureKeyCredential(Grid.Key)).SendEventAsync(Grid.Event("1"), Cancellation);
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => new EventGridPublisherClient(endpoint, new AzureKeyCredential(Convert.ToBase64String("x"u8))).SendEventAsync(Grid.Event("2"), Cancellation));
        using var browser = new HttpClient();
        using var get = await browser.GetAsync(endpoint, Cancellation);
        using var validate = await browser.GetAsync(new Uri(server.Uri, "/eventgrid/virga/validate?id=x"), Cancellation);

        await Grid.Until(() => grid.Received.Count == 1, "it is delivered");
        Assert.Equal((401, "Unauthorized"), (refused.Status, refused.ErrorCode));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, get.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, validate.StatusCode);
    }
}

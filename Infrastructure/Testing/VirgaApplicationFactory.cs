using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virga.Documents;
using Virga.Gateway;
using Virga.LocalHost;
using Virga.Notifications;

namespace Virga.Testing;

/// <summary>The function app of a test, whole and in this process: its functions behind the gateway, with documents, queues and events in memory.</summary>
/// <remarks>
/// Each factory has data of its own, so that tests with factories of their own run at the same time. Say what is different in the test
/// (<see cref="Set"/>, <see cref="Replace{TService}"/>, <see cref="Time"/>) before the first client, service or invocation is asked for: that starts the app.
/// The app's log goes nowhere unless a provider is added with <see cref="Configure"/>.
/// </remarks>
/// <typeparam name="TProgram">A public type of the app's assembly: <c>Program</c>, or any class with functions.</typeparam>
public class VirgaApplicationFactory<TProgram> : WebApplicationFactory<TProgram>
    where TProgram : class
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, string?> _settings = new(StringComparer.OrdinalIgnoreCase) { ["VIRGA_DATA"] = ":memory:" };
    private readonly List<Action<IServiceCollection>> _configure = [];
    private bool _started;

    /// <summary>The app's clock: a <c>FakeTimeProvider</c>, to let time pass when the test says so.</summary>
    /// <value>null: the machine's clock</value>
    public TimeProvider? Time { get; init; }

    /// <summary>Sets a configuration value, over what files and environment say.</summary>
    /// <param name="key">The key, <c>Section:Name</c>.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="InvalidOperationException">The app has started.</exception>
    public VirgaApplicationFactory<TProgram> Set(string key, string? value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(key);
        ThrowIfStarted();
        _settings[key] = value;
        return this;
    }

    /// <summary>Gives the app another service: a fake of what is outside of it.</summary>
    /// <typeparam name="TService">What the app asks for.</typeparam>
    /// <exception cref="InvalidOperationException">The app has started.</exception>
    public VirgaApplicationFactory<TProgram> Replace<TService>(TService service)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(service);
        return Configure(services => services.Replace(ServiceDescriptor.Singleton(service)));
    }

    /// <summary>Changes the app's services after the app itself has registered them.</summary>
    /// <exception cref="InvalidOperationException">The app has started.</exception>
    public VirgaApplicationFactory<TProgram> Configure(Action<IServiceCollection> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        ThrowIfStarted();
        _configure.Add(configure);
        return this;
    }

    /// <summary>A client whose requests carry a development token.</summary>
    /// <param name="scope">The token's scopes, separated by spaces.</param>
    /// <param name="subject">Who the token is for (<c>sub</c>).</param>
    public HttpClient CreateClient(string scope, string subject = "developer")
    {
        var client = CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(scope, subject));
        return client;
    }

    /// <summary>A development token that the app takes for an hour of its clock.</summary>
    /// <param name="scope">The scopes, separated by spaces; may be empty.</param>
    /// <param name="subject">Who the token is for (<c>sub</c>).</param>
    public string Token(string scope, string subject = "developer") => new DevelopmentTokens(
        Services.GetRequiredService<IOptions<GatewayOptions>>().Value.DevelopmentTokenKey
            ?? throw new InvalidOperationException("The app takes no development tokens: its environment is not Development."),
        Services.GetRequiredService<TimeProvider>()).Issue(scope, subject);

    /// <summary>Fires a trigger: runs a function once, as a timer, an event, a change or a queue message would, without its retries.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="input">What it is given: what its parameter takes, or text or JSON that can become it; null for a timer.</param>
    /// <param name="cancellationToken">Cancels the function.</param>
    /// <returns>What the function returned.</returns>
    /// <exception cref="ArgumentException">There is no such function.</exception>
    public Task<object?> InvokeAsync(string function, object? input = null, CancellationToken cancellationToken = default) =>
        Services.GetRequiredService<IFunctionInvoker>().InvokeAsync(function, input, cancellationToken);

    /// <summary>Puts a message into a queue, where its function finds it.</summary>
    /// <param name="queue">The queue's name.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task SendAsync(string queue, BinaryData message, CancellationToken cancellationToken = default) =>
        Services.GetRequiredService<IMessageQueue>().SendAsync(queue, message, cancellationToken: cancellationToken);

    /// <summary>Waits until the app has done all there is to do by its clock: changes handled, events delivered, queues empty of what is due, the outbox sent.</summary>
    /// <param name="within">How long to wait at most, in real time; 30 seconds when not given.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="TimeoutException">Something is still to be done; the message says what.</exception>
    public Task SettledAsync(TimeSpan? within = null, CancellationToken cancellationToken = default) =>
        Services.GetRequiredService<Quiescence>().WaitAsync(within ?? Patience, cancellationToken);

    /// <summary>The documents of a model.</summary>
    /// <typeparam name="T">The model's type.</typeparam>
    public IRepository<T> Documents<T>() => Services.GetRequiredService<IRepository<T>>();

    /// <summary>The messages published through the outbox so far, oldest first.</summary>
    /// <param name="topic">Those of one topic; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<NotificationMessage>> PublishedAsync(string? topic = null, CancellationToken cancellationToken = default)
    {
        var inspector = Services.GetRequiredService<NotificationInspector>();
        var messages = new List<NotificationMessage>();
        string? next = null;
        do
        {
            var page = await inspector.RecentAsync(topic, 100, next, cancellationToken).ConfigureAwait(false);
            messages.AddRange(page.Items.Select(item => item.Message));
            next = page.Next;
        }
        while (next is not null);

        messages.Reverse();
        return messages;
    }

    /// <summary>The bodies published to a topic through the outbox so far, oldest first.</summary>
    /// <typeparam name="TBody">The topic's type.</typeparam>
    public async Task<IReadOnlyList<TBody>> PublishedAsync<TBody>(Topic<TBody> topic, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(topic);
        var messages = await PublishedAsync(topic.Name, cancellationToken).ConfigureAwait(false);
        return [.. messages.Select(message => JsonSerializer.Deserialize<TBody>(message.Body, topic.Json)!)];
    }

    /// <inheritdoc/>
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        _started = true;
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            if (Time is not null)
            {
                services.Replace(ServiceDescriptor.Singleton(Time));
            }

            _configure.ForEach(configure => configure(services));
        });
    }

    /// <inheritdoc/>
    protected override IHost CreateHost(IHostBuilder builder) => new TestedHost(base.CreateHost(builder));

    private void ThrowIfStarted()
    {
        if (_started)
        {
            throw new InvalidOperationException("The app has started; say this before the first client, service or invocation is asked for.");
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Virga.LocalHost;

namespace Integration.LocalHost;

/// <summary>What hot reload changes without effect is told.</summary>
public sealed class HotReloadTests
{
    [Fact]
    public async Task A_change_of_what_was_read_at_start_is_told_by_the_name_of_its_type()
    {
        using var log = new Recorder();
        await using var host = await TestHost.StartAsync(builder => builder.Logging.AddProvider(log), typeof(KnownFunctions));

        HotReload.UpdateApplication([typeof(ReloadedModel.Closure), typeof(AddedFunctions), typeof(KnownFunctions)]);

        Assert.StartsWith("Hot reload has changed AddedFunctions, ReloadedModel, but ", Assert.Single(log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_counts_at_once_is_not()
    {
        using var log = new Recorder();
        await using var host = await TestHost.StartAsync(builder => builder.Logging.AddProvider(log), typeof(KnownFunctions));

        HotReload.UpdateApplication([typeof(KnownFunctions), typeof(HotReloadTests)]);
        HotReload.UpdateApplication(null);

        Assert.Empty(log.Warnings);
    }

    [Fact]
    public async Task An_app_that_has_stopped_hears_of_nothing()
    {
        using var log = new Recorder();
        await using (await TestHost.StartAsync(builder => builder.Logging.AddProvider(log), typeof(KnownFunctions)))
        {
        }

        HotReload.UpdateApplication([typeof(AddedFunctions)]);

        Assert.Empty(log.Warnings);
    }

    private sealed class Recorder : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _warnings = [];

        public IEnumerable<string> Warnings => _warnings.Where(text => text.StartsWith("Hot reload", StringComparison.Ordinal));

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _warnings.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}

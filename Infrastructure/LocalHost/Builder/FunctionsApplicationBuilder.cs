using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Virga.LocalHost;

/// <summary>Builds a function app that runs in this process, on one Kestrel.</summary>
public sealed class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    /// <summary>Options are read at start only: watching the files for changes would cost a part of every start.</summary>
    private const string NoReload = "--hostBuilder:reloadConfigOnChange=false";

    private readonly WebApplicationBuilder _web;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];
    private readonly string[]? _command;
    private FormatException? _settingsFault;
    private bool _built;

    internal FunctionsApplicationBuilder(string[] args)
    {
        _command = LocalCommands.IsCommand(args) ? args : null;
        _web = WebApplication.CreateSlimBuilder([NoReload, .. _command is null ? FreshSwitch.Expand(args) : []]);
        var settings = ReadSettings(_web);
        LocalHostDefaults.Apply(_web);
        LocalHostServices.Add(_web.Services, settings, () => FunctionTypes ?? TypesOf(_web.Environment.ApplicationName), _middleware);
    }

    /// <summary>The app's configuration: <c>appsettings.json</c>, then the <c>Values</c> of <c>local.settings.json</c>, environment variables and the command line; the last wins.</summary>
    public ConfigurationManager Configuration => _web.Configuration;

    /// <summary>The environment the app runs in.</summary>
    public IHostEnvironment Environment => _web.Environment;

    /// <summary>Where logging is set up.</summary>
    public ILoggingBuilder Logging => _web.Logging;

    /// <summary>Where metrics are set up.</summary>
    public IMetricsBuilder Metrics => _web.Metrics;

    /// <summary>The app's services.</summary>
    public IServiceCollection Services => _web.Services;

    /// <summary>Notes that extensions leave for each other.</summary>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    IConfigurationManager IHostApplicationBuilder.Configuration => _web.Configuration;

    /// <summary>The classes that hold functions; null to look for them in the app's assemblies.</summary>
    internal IReadOnlyList<Type>? FunctionTypes { get; set; }

    /// <summary>The builder underneath.</summary>
    internal WebApplicationBuilder Web => _web;

    /// <summary>Adds a middleware around every invocation; the first added is the outermost.</summary>
    /// <exception cref="InvalidOperationException">The app is built.</exception>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        ThrowIfBuilt();
        _middleware.Add(middleware);
        return this;
    }

    /// <summary>Uses another container for services.</summary>
    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    /// <summary>Builds the app; <c>Run()</c> on what it gives starts it.</summary>
    /// <exception cref="InvalidOperationException">The app is built.</exception>
    public IHost Build()
    {
        ThrowIfBuilt();
        _built = true;
        if (_command is not null)
        {
            return new CommandHost(_command, new CommandContext(
                Configuration, _web.Environment.ContentRootPath, TimeProvider.System, Console.Out, Console.Error, new Lazy<WebApplication>(BuildForCommand)));
        }

        LocalAdapters.Add(_web.Services, _web.Configuration, _web.Environment.ContentRootPath);
        _web.Services.AddHostedService(provider => provider.GetRequiredService<TriggerService>());
        _web.Services.AddHostedService(provider => new ReloadNotice(provider.GetRequiredService<FunctionCatalog>(), provider.GetRequiredService<ILoggerFactory>()));
        return FunctionsHost.Of(_web.Build(), _settingsFault);
    }

    // What a command prints is its result; the app's log is not part of it.
    private WebApplication BuildForCommand()
    {
        _web.Logging.ClearProviders();
        LocalAdapters.Add(_web.Services, _web.Configuration, _web.Environment.ContentRootPath);
        return _web.Build();
    }

    // A fault in a file is told when the app starts, where it can be told in one line.
    private HostSettings ReadSettings(WebApplicationBuilder web)
    {
        try
        {
            HostFiles.AddLocalSettings(web.Configuration, web.Environment.ContentRootPath);
            var hostJson = HostFiles.ReadHostJson(web.Environment.ContentRootPath, web.Configuration);
            HostFiles.AddLogLevels(web.Configuration, hostJson);
            return HostSettings.Read(hostJson);
        }
        catch (FormatException e)
        {
            _settingsFault = e;
            return new HostSettings();
        }
    }

    private static IReadOnlyList<Type> TypesOf(string applicationName) => [.. FunctionAssemblies.Of(applicationName).SelectMany(a => a.GetTypes())];

    private void ThrowIfBuilt()
    {
        if (_built)
        {
            throw new InvalidOperationException("The application has already been built.");
        }
    }
}

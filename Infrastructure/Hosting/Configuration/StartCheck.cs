using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Virga.Documents;
using Virga.Gateway;

namespace Virga.Hosting;

/// <summary>Checks all settings as soon as the app starts, so that all faults are told at once.</summary>
/// <remarks>It is the first of the hosted services, and checks when it is made: the others' constructors read options, and the first wrong one would be told alone.</remarks>
internal sealed class StartCheck : IHostedService
{
    private static readonly MethodInfo ReadMethod = typeof(StartCheck).GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!;

    private StartCheck()
    {
    }

    /// <summary>Makes the check the first of the services that a host starts.</summary>
    public static void Add(IServiceCollection services) =>
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(provider => Of(provider, SettingsSection.Of(services))));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <exception cref="OptionsValidationException">Settings are wrong. It lists every fault.</exception>
    /// <exception cref="DefinitionException">Settings are wrong, and definitions, too. It lists every fault of both; definitions that are wrong alone are told by <see cref="DefinitionChecks"/>.</exception>
    private static StartCheck Of(IServiceProvider services, IReadOnlyList<SettingsSection> sections)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        List<string> faults = [.. new SettingsCheck(configuration, sections).Faults()];
        foreach (var section in sections)
        {
            var read = ReadMethod.MakeGenericMethod(section.Options);
            Collect(faults, () => read.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [services], CultureInfo.InvariantCulture));
        }

        if (services.GetService<IStartupValidator>() is { } others)
        {
            Collect(faults, others.Validate);
        }

        Collect(faults, () =>
        {
            var canaries = new CanarySettings(configuration, services.GetService<GatewayEndpoints>());
            faults.AddRange([.. new SettingsCheck(configuration, [.. canaries.Sections]).Faults(), .. canaries.Faults()]);
        });
        if (faults.Count > 0)
        {
            string[] settings = [.. faults.Distinct(StringComparer.Ordinal)];
            throw services.GetRequiredService<DefinitionChecks>().Faults(settingsAreWrong: true) is { Count: > 0 } definitions
                ? new DefinitionException([.. settings, .. definitions])
                : new OptionsValidationException("", typeof(IConfiguration), settings);
        }

        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(Log.Category);
        foreach (var setting in SecretSettings.In(configuration))
        {
            Log.SecretInSettings(logger, setting);
        }

        return new StartCheck();
    }

    private static T Read<T>(IServiceProvider services) => services.GetRequiredService<IOptionsMonitor<T>>().CurrentValue;

    private static void Collect(List<string> faults, Action validate)
    {
        try
        {
            validate();
        }
        catch (OptionsValidationException exception)
        {
            faults.AddRange(exception.Failures);
        }
        catch (AggregateException exception) when (exception.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            faults.AddRange(exception.InnerExceptions.Cast<OptionsValidationException>().SelectMany(inner => inner.Failures));
        }
        catch (InvalidOperationException) when (faults.Count > 0)
        {
            // The binder refuses a value that the list has already.
        }
    }
}

using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Virga.LocalHost;

/// <summary>What the console shows when the app has started: the functions, in the order in which their routes are tried.</summary>
internal static class StartTable
{
    public static string Of(IServiceProvider services, IEnumerable<string> urls)
    {
        var catalog = services.GetRequiredService<FunctionCatalog>();
        var prefix = services.GetRequiredService<HostSettings>().RoutePrefix.Trim('/');
        var settings = services.GetRequiredService<SettingNames>();
        var addresses = urls.Select(u => u.TrimEnd('/').Replace("127.0.0.1", "localhost", StringComparison.Ordinal)).DefaultIfEmpty("").Distinct().ToArray();
        var width = catalog.Descriptors.Select(f => f.Name.Length).DefaultIfEmpty().Max();
        var table = new StringBuilder();
        table.AppendLine();
        foreach (var function in catalog.Descriptors)
        {
            table.Append("  ").Append(function.Name.PadRight(width)).Append("  ").AppendLine(WhatStarts(function, addresses[0], prefix, settings));
        }

        table.AppendLine(CultureInfo.InvariantCulture, $"{Environment.NewLine}  {catalog.Descriptors.Count} functions on {string.Join(" and ", addresses)}. Ctrl+C stops them.");
        AppendPages(table, services, addresses[0]);
        return table.AppendLine().ToString();
    }

    private static void AppendPages(StringBuilder table, IServiceProvider services, string address)
    {
        if (!services.GetRequiredService<LocalDevelopment>().IsOn)
        {
            return;
        }

        if (services.GetRequiredService<FunctionCatalog>().ByName.ContainsKey("GetDocs"))
        {
            var prefix = services.GetRequiredService<HostSettings>().RoutePrefix.Trim('/');
            table.AppendLine(CultureInfo.InvariantCulture, $"  Their API: {address}/{(prefix.Length == 0 ? "" : prefix + "/")}docs");
        }

        if (services.GetRequiredService<ExplorerGate>().IsOpen)
        {
            table.AppendLine(CultureInfo.InvariantCulture, $"  Their documents: {address}{ExplorerGate.Prefix}");
        }

        if (services.GetRequiredService<NotificationsPage>().IsOpen)
        {
            table.AppendLine(CultureInfo.InvariantCulture, $"  Their notifications: {address}{NotificationsPage.Prefix}");
        }
    }

    private static string WhatStarts(FunctionDescriptor function, string address, string prefix, SettingNames settings)
    {
        if (function.Trigger is not HttpTriggerAttribute)
        {
            return TriggerKind.Of(function.Trigger!)!.Describe(function, settings);
        }

        var methods = HttpTrigger.MethodsOf(function) is { Count: > 0 } some ? string.Join(',', some) : "any method";
        return $"{methods}  {address}/{HttpHost.TemplateOf(prefix, function)}";
    }
}

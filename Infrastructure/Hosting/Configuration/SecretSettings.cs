using Microsoft.Extensions.Configuration;

namespace Virga.Hosting;

/// <summary>Finds the secrets among the settings where an identity would do.</summary>
internal static class SecretSettings
{
    /// <summary>Connection strings and keys of services, each with the setting of the service's address.</summary>
    private static readonly (string Setting, string Address)[] SecretNames =
    [
        ("AzureWebJobsStorage", "AzureWebJobsStorage"),
        ("Storage", "Storage"),
        ("Storage:ConnectionString", "Storage:ConnectionString"),
        ("Cosmos", "Cosmos"),
        ("Cosmos:ConnectionString", "Cosmos:ConnectionString"),
        ("Cosmos:AccountKey", "Cosmos:AccountEndpoint"),
        ("EventGrid:AccessKey", "EventGrid:TopicEndpoint"),
    ];

    /// <summary>What an address on this machine has in it.</summary>
    private static readonly string[] Here = ["UseDevelopmentStorage=true", "://127.0.0.1", "://localhost", "://[::1]"];

    /// <summary>The settings that hold a secret of a service that is not on this machine.</summary>
    public static IEnumerable<string> In(IConfiguration configuration) =>
        from secret in SecretNames
        where !string.IsNullOrEmpty(configuration[secret.Setting]) && !IsHere(configuration[secret.Address] ?? "")
        select secret.Setting;

    private static bool IsHere(string address) =>
        Here.Any(here => address.Contains(here, StringComparison.OrdinalIgnoreCase));
}

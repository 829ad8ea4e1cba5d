using Microsoft.Extensions.Options;

namespace Virga.EventGrid;

/// <summary>Finds everything wrong with <see cref="WebhookHttpOptions"/>.</summary>
internal sealed class WebhookHttpOptionsValidator : IValidateOptions<WebhookHttpOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookHttpOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        if (options.Timeout <= TimeSpan.Zero || options.Timeout > TimeSpan.FromMinutes(2))
        {
            faults.AddError($"WebhookHttpOptions.Timeout is {options.Timeout}. Set more than 0 and at most 2 minutes.");
        }

        if (options.MaximumResponseBytes is < 0 or > 1024 * 1024)
        {
            faults.AddError($"WebhookHttpOptions.MaximumResponseBytes is {options.MaximumResponseBytes}. Set 0 to 1,048,576.");
        }

        if (options.MaximumConnectionsPerHost < 1)
        {
            faults.AddError($"WebhookHttpOptions.MaximumConnectionsPerHost is {options.MaximumConnectionsPerHost}. Set at least 1.");
        }

        return faults.Build();
    }
}

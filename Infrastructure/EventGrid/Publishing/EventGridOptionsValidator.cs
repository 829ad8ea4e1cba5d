using Microsoft.Extensions.Options;

namespace Virga.EventGrid;

/// <summary>Finds everything wrong with <see cref="EventGridOptions"/>.</summary>
internal sealed class EventGridOptionsValidator : IValidateOptions<EventGridOptions>
{
    public ValidateOptionsResult Validate(string? name, EventGridOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        Endpoint(options, faults);
        if (options.AccessKey is { } key && !AccessKey.IsValid(key))
        {
            faults.AddError("EventGrid:AccessKey is not base64. Copy a key of the topic as it is, or leave it out to use the managed identity.");
        }

        if (options.MaximumRetries is < 0 or > 10)
        {
            faults.AddError($"EventGrid:MaximumRetries is {options.MaximumRetries}. Set 0 to 10.");
        }

        if (options.RetryDelay < TimeSpan.Zero || options.RetryDelay > TimeSpan.FromSeconds(5))
        {
            faults.AddError($"EventGrid:RetryDelay is {options.RetryDelay}. Set 0 to 5 seconds.");
        }

        if (options.RequestTimeout <= TimeSpan.Zero || options.RequestTimeout > TimeSpan.FromSeconds(100))
        {
            faults.AddError($"EventGrid:RequestTimeout is {options.RequestTimeout}. Set more than 0 and at most 100 seconds.");
        }

        return faults.Build();
    }

    private static void Endpoint(EventGridOptions options, ValidateOptionsResultBuilder faults)
    {
        if (options.TopicEndpoint is not { } endpoint)
        {
            faults.AddError("EventGrid:TopicEndpoint is missing. Set it to the endpoint of a custom topic with the CloudEvents schema, https://<topic>.<region>-1.eventgrid.azure.net/api/events.");
        }
        else if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttps && endpoint.Scheme != Uri.UriSchemeHttp))
        {
            faults.AddError($"EventGrid:TopicEndpoint is '{endpoint}'. Set an absolute https URI.");
        }
        else if (endpoint.Scheme == Uri.UriSchemeHttp && (!endpoint.IsLoopback || options.AccessKey is null))
        {
            faults.AddError($"EventGrid:TopicEndpoint is '{endpoint}'. Plain http is for loopback with an access key only; use https.");
        }
        else if (endpoint.Query.Length > 0 || endpoint.UserInfo.Length > 0)
        {
            faults.AddError($"EventGrid:TopicEndpoint is '{endpoint.GetLeftPart(UriPartial.Path)}' with a query or user name. Leave them out.");
        }
    }
}

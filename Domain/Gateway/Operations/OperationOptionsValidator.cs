using Microsoft.Extensions.Options;

namespace Virga.Gateway;

internal sealed class OperationOptionsValidator : IValidateOptions<OperationOptions>
{
    public ValidateOptionsResult Validate(string? name, OperationOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        faults.AddUnlessWithin("Gateway:Operations:Attempts", options.Attempts, 1, 100);
        faults.AddUnlessWithin("Gateway:Operations:Lease", options.Lease, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        faults.AddUnlessWithin("Gateway:Operations:RetryDelay", options.RetryDelay, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        faults.AddUnlessWithin("Gateway:Operations:KeepFor", options.KeepFor, TimeSpan.FromHours(1), TimeSpan.FromDays(366));
        faults.AddUnlessWithin("Gateway:Operations:AskAgainAfter", options.AskAgainAfter, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        return faults.Build();
    }
}

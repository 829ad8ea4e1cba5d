using Microsoft.Extensions.Options;

namespace Virga.Gateway;

internal sealed class OperationOptionsValidator : IValidateOptions<OperationOptions>
{
    public ValidateOptionsResult Validate(string? name, OperationOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        if (options.Attempts is < 1 or > 100)
        {
            faults.AddError($"Gateway:Operations:Attempts is {options.Attempts}; give 1 to 100.");
        }

        Check(faults, nameof(options.Lease), options.Lease, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));
        Check(faults, nameof(options.RetryDelay), options.RetryDelay, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Check(faults, nameof(options.KeepFor), options.KeepFor, TimeSpan.FromHours(1), TimeSpan.FromDays(366));
        Check(faults, nameof(options.AskAgainAfter), options.AskAgainAfter, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        return faults.Build();
    }

    private static void Check(ValidateOptionsResultBuilder faults, string name, TimeSpan value, TimeSpan least, TimeSpan most)
    {
        if (value < least || value > most)
        {
            faults.AddError($"Gateway:Operations:{name} is {value}; give {least} to {most}.");
        }
    }
}

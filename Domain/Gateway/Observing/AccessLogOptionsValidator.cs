using Microsoft.Extensions.Options;

namespace Virga.Gateway;

internal sealed class AccessLogOptionsValidator : IValidateOptions<AccessLogOptions>
{
    public ValidateOptionsResult Validate(string? name, AccessLogOptions options)
    {
        var faults = new List<string>();
        if (options.Template is { } template)
        {
            AccessTemplate.Parse(template, faults);
            faults = [.. faults.Select(fault => $"Gateway:AccessLog:Template cannot be used: {fault}.")];
        }

        if (!Enum.IsDefined(options.Format))
        {
            faults.Add($"Gateway:AccessLog:Format is {(int)options.Format}; give {string.Join(", ", Enum.GetNames<AccessLogFormat>())}.");
        }

        if (string.IsNullOrWhiteSpace(options.Stage))
        {
            faults.Add("Gateway:AccessLog:Stage is empty; name the environment, or leave it out.");
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}

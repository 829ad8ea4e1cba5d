using Microsoft.Extensions.Options;

namespace Virga.Gateway;

internal sealed class IdempotencyOptionsValidator : IValidateOptions<IdempotencyOptions>
{
    private const int MostBytes = 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, IdempotencyOptions options)
    {
        var faults = new ValidateOptionsResultBuilder();
        if (options.KeepFor < TimeSpan.FromMinutes(1) || options.KeepFor > TimeSpan.FromDays(30))
        {
            faults.AddError($"Gateway:Idempotency:KeepFor is {options.KeepFor}; give a minute to 30 days.");
        }

        if (options.Lease < TimeSpan.FromSeconds(1) || options.Lease > TimeSpan.FromHours(1))
        {
            faults.AddError($"Gateway:Idempotency:Lease is {options.Lease}; give a second to an hour, longer than the functions may take.");
        }

        if (options.MaxAnswerBytes is < 0 or > MostBytes)
        {
            faults.AddError($"Gateway:Idempotency:MaxAnswerBytes is {options.MaxAnswerBytes}; give 0 to {MostBytes}: an answer is kept in one document.");
        }

        return faults.Build();
    }
}

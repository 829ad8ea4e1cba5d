using Microsoft.Extensions.Options;

namespace Virga.Gateway;

internal sealed class CompressionOptionsValidator : IValidateOptions<CompressionOptions>
{
    private const int MostBytes = 10 * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, CompressionOptions options) => options.MinimumBytes is >= 0 and <= MostBytes
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"Gateway:Compression:MinimumBytes is {options.MinimumBytes}; give 0 to {MostBytes}, as API Gateway's minimumCompressionSize.");
}

using Microsoft.AspNetCore.Http;
using Virga.Gateway;

namespace Unit.Gateway;

public sealed class CallerTests
{
    [Fact]
    public void Two_API_keys_are_two_callers_and_no_key_is_nobody()
    {
        Assert.NotEqual(Of("a"), Of("b"));
        Assert.NotEqual(Of("a"), Of(null));
        Assert.Equal("", Of(null));
    }

    private static string Of(string? key)
    {
        var context = new DefaultHttpContext();
        if (key is not null)
        {
            context.Features.Set(new KnownKey([], new ApiKey(key, "client"), null, default));
        }

        return Caller.Of(context);
    }
}

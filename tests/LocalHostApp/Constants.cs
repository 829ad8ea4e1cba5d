using Microsoft.AspNetCore.Http;

namespace LocalHostApp;

internal static class Constants
{
    public static readonly IResult Text = Results.Text("Hello, world");
}

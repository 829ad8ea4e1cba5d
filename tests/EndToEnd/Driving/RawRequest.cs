using System.Net.Sockets;
using System.Text;

namespace EndToEnd;

/// <summary>Speaks to the app's socket, for what no HTTP client would send.</summary>
internal static class RawRequest
{
    /// <summary>Sends the bytes and nothing more, and reads until the app closes or the answer's head is whole.</summary>
    public static async Task<string> SendAsync(Uri app, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(app.Host, app.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text.ReplaceLineEndings("\r\n")), TestContext.Current.CancellationToken);
        var answer = new StringBuilder();
        var buffer = new byte[8192];
        while (!answer.ToString().Contains("\r\n\r\n", StringComparison.Ordinal)
            && await stream.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken) is > 0 and var read)
        {
            answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return answer.ToString();
    }
}

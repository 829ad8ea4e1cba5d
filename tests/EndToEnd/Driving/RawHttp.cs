using System.Net.Sockets;
using System.Text;

namespace EndToEnd;

/// <summary>Speaks to the app's socket, for what no HTTP client would send.</summary>
internal static class RawHttp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Sends a request without a body, and reads the answer to the end of the connection.</summary>
    public static async Task<(int Status, string Text)> SendAsync(Uri app, string requestLine, params string[] headers)
    {
        var request = $"{requestLine}\r\nHost: {app.Authority}\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";
        var text = await ExchangeAsync(app, request, _ => false);
        return (text.Length > 12 ? int.Parse(text.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture) : 0, text);
    }

    /// <summary>Sends the text and nothing more, and reads until the app closes or the answer's head is whole.</summary>
    public static Task<string> SendTextAsync(Uri app, string text) =>
        ExchangeAsync(app, text.ReplaceLineEndings("\r\n"), answer => answer.Contains("\r\n\r\n", StringComparison.Ordinal));

    private static async Task<string> ExchangeAsync(Uri app, string request, Func<string, bool> isEnough)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(app.Host, app.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        var answer = new StringBuilder();
        var buffer = new byte[8192];
        try
        {
            while (!isEnough(answer.ToString())
                && await stream.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken) is > 0 and var read)
            {
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // A server that has refused a request does not wait for the rest of it: it may reset the connection after its answer.
        }

        return answer.ToString();
    }
}

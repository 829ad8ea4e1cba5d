using System.Net.Sockets;
using System.Text;

namespace EndToEnd;

/// <summary>Sends bytes as they are, which no HTTP client would, and reads the answer to the end of the connection.</summary>
internal static class RawHttp
{
    public static async Task<(int Status, string Text)> SendAsync(Uri app, string requestLine, params string[] headers)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(app.Host, app.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var request = $"{requestLine}\r\nHost: {app.Authority}\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        var text = await ReadAsync(stream);
        return (text.Length > 12 ? int.Parse(text.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture) : 0, text);
    }

    private static async Task<string> ReadAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var read)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // A server that has refused a request does not wait for the rest of it: it may reset the connection after its answer.
        }

        return text.ToString();
    }
}

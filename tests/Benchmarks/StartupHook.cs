using System.Globalization;
using System.Net.Sockets;
using System.Text;

/// <summary>
/// Runs inside every measured process (DOTNET_STARTUP_HOOKS): answers each connection to a Unix socket with the bytes the process
/// has allocated so far, so that the app needs no code for being measured.
/// </summary>
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("VIRGA_BENCH_SOCKET") is { Length: > 0 } path)
        {
            var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            listener.Bind(new UnixDomainSocketEndPoint(path));
            listener.Listen();
            new Thread(() => Serve(listener)) { IsBackground = true, Name = "allocation probe" }.Start();
        }
    }

    private static void Serve(Socket listener)
    {
        while (true)
        {
            using var client = listener.Accept();
            client.Send(Encoding.ASCII.GetBytes(GC.GetTotalAllocatedBytes(precise: true).ToString(CultureInfo.InvariantCulture)));
        }
    }
}

using System.Net;
using System.Net.Sockets;
using Virga.Notifications;

namespace Virga.EventGrid;

/// <summary>Resolves a host, checks what it resolves to, and connects to just the checked addresses: a name that changes its mind in between (DNS rebinding) gains nothing.</summary>
internal sealed class WebhookConnector(bool allowLoopback, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await AddressesAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
        return await OpenAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The host's addresses, all of them allowed: one that is not spoils the host, for no honest name mixes public and private ones.</summary>
    public async Task<IPAddress[]> AddressesAsync(string host, CancellationToken cancellationToken)
    {
        IPAddress[] addresses;
        _ = IPAddress.TryParse(host, out var literal);
        try
        {
            addresses = literal is not null ? [literal] : await resolve(host, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            throw new WebhookRefusedException(WebhookFailure.NameResolution, $"The name '{host}' does not resolve: {error.Message}", error);
        }

        if (addresses.Length == 0)
        {
            throw new WebhookRefusedException(WebhookFailure.NameResolution, $"The name '{host}' has no address.");
        }

        foreach (var address in addresses)
        {
            if (WebhookAddresses.Refusal(address, allowLoopback) is { } refusal)
            {
                throw new WebhookRefusedException(WebhookFailure.Forbidden, $"'{host}' may not be called: {(literal is null ? "it resolves to an address that is not public" : refusal)}.");
            }
        }

        return addresses;
    }

    private static async Task<Stream> OpenAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        SocketException? last = null;
        foreach (var address in addresses)
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(new IPEndPoint(address, port), cancellationToken).ConfigureAwait(false);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException error)
            {
                socket.Dispose();
                last = error;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }

        throw new WebhookRefusedException(WebhookFailure.Connection, $"No connection to port {port}: {last!.Message}", last);
    }
}

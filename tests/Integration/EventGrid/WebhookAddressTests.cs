using System.Net;
using System.Net.Sockets;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Virga.EventGrid;
using Virga.Notifications;

namespace Integration.EventGrid;

public sealed class WebhookAddressTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("10.255.255.255")]
    [InlineData("100.64.0.1")]
    [InlineData("100.100.100.200")]
    [InlineData("100.127.255.255")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.1")]
    [InlineData("192.0.0.192")]
    [InlineData("192.0.2.1")]
    [InlineData("192.31.196.1")]
    [InlineData("192.52.193.1")]
    [InlineData("192.88.99.1")]
    [InlineData("192.168.1.1")]
    [InlineData("192.175.48.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.19.255.255")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.250")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::7f00:1")]
    [InlineData("::8.8.8.8")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("::ffff:0:127.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2")]
    [InlineData("2001:2::1")]
    [InlineData("2001:20::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2002:808:808::1")]
    [InlineData("2620:4f:8000::1")]
    [InlineData("3fff::1")]
    [InlineData("5f00::1")]
    [InlineData("4000::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fdff:ffff::1")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("2606:4700::1%1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    [InlineData("ff0e::1")]
    public void What_is_not_public_is_refused(string address) =>
        Assert.NotNull(WebhookAddresses.Refusal(IPAddress.Parse(address), allowLoopback: false));

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("126.255.255.255")]
    [InlineData("128.0.0.1")]
    [InlineData("168.63.129.15")]
    [InlineData("169.253.255.255")]
    [InlineData("169.255.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("192.169.0.0")]
    [InlineData("198.17.255.255")]
    [InlineData("198.20.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2001:4860:4860::8888")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("2a02:26f0::1")]
    public void What_is_public_is_not(string address) =>
        Assert.Null(WebhookAddresses.Refusal(IPAddress.Parse(address), allowLoopback: false));

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.8.8.8", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("0.0.0.0", false)]
    public void Loopback_is_all_that_can_be_allowed_besides(string address, bool allowed) =>
        Assert.Equal(allowed, WebhookAddresses.Refusal(IPAddress.Parse(address), allowLoopback: true) is null);

    [Fact]
    public void No_IPv6_address_outside_of_global_unicast_is_let_through() => Gen.Byte.Array[16].Sample(bytes =>
    {
        var isGlobal = (bytes[0] & 0xE0) == 0x20;

        return isGlobal || WebhookAddresses.Refusal(new IPAddress(bytes), allowLoopback: false) is not null;
    });

    [Fact]
    public void No_IPv4_address_gets_in_by_IPv6() => Gen.Byte.Array[4].Sample(bytes =>
    {
        var address = new IPAddress(bytes);

        return WebhookAddresses.Refusal(address.MapToIPv6(), allowLoopback: true) is not null
            && WebhookAddresses.Refusal(IPAddress.Parse($"::{address}"), allowLoopback: false) is not null
            && WebhookAddresses.Refusal(IPAddress.Parse($"64:ff9b::{address}"), allowLoopback: false) is not null;
    });

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[::ffff:a9fe:a9fe]/latest/meta-data")]
    [InlineData("https://169.254.169.254/metadata/instance")]
    [InlineData("https://localhost/")]
    [InlineData("https://LOCALHOST./")]
    [InlineData("https://①②⑦.⓪.⓪.①/")]
    [InlineData("http://example.com/")]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@example.com/")]
    public async Task No_spelling_of_an_endpoint_gets_around_the_rule(string endpoint)
    {
        using var http = new WebhookHttp(new WebhookHttpOptions(), TimeProvider.System, (host, _) => Task.FromResult<IPAddress[]>(
            host.TrimEnd('.').Equals("localhost", StringComparison.OrdinalIgnoreCase) ? [IPAddress.IPv6Loopback, IPAddress.Loopback] : throw new SocketException(11001)));

        var response = await http.SendAsync(new WebhookRequest(new Uri(endpoint), new BinaryData("{}")), TestContext.Current.CancellationToken);

        Assert.Equal(0, response.Status);
        Assert.True(response.Failure is WebhookFailure.Forbidden or WebhookFailure.NameResolution, $"{response.Failure}: {response.Error}");
        Assert.DoesNotContain("secret", response.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("8.8.8.8", "192.168.0.1")]
    [InlineData("2606:4700::1", "fd00::1")]
    public async Task A_name_with_one_address_that_is_not_public_is_refused_whole(params string[] addresses)
    {
        using var http = new WebhookHttp(new WebhookHttpOptions(), TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([.. addresses.Select(IPAddress.Parse)]));

        var response = await http.SendAsync(new WebhookRequest(new Uri("https://hook.example/"), null), TestContext.Current.CancellationToken);

        Assert.Equal(WebhookFailure.Forbidden, response.Failure);
    }

    [Theory]
    [InlineData("https://example.com:22/")]
    [InlineData("https://example.com:25/")]
    [InlineData("https://example.com:53/")]
    [InlineData("https://example.com:445/")]
    [InlineData("https://example.com:1023/")]
    [InlineData("https://app.example.com/api/topics")]
    [InlineData("https://APP.example.com./")]
    [InlineData("https://app.example.com:8443/")]
    public async Task Other_protocols_ports_and_the_app_itself_are_refused(string endpoint)
    {
        using var webhooks = new WebhookHttp(new WebhookHttpOptions { OwnHosts = { "app.example.com" } }, TimeProvider.System, (_, _) => throw new InvalidOperationException("It is never resolved."));

        var response = await webhooks.SendAsync(new WebhookRequest(new Uri(endpoint), null), TestContext.Current.CancellationToken);

        Assert.Equal(WebhookFailure.Forbidden, response.Failure);
    }

    [Theory]
    [InlineData("::10.0.0.1")]
    [InlineData("::ffff:0:10.0.0.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("64:ff9b:1::a00:1")]
    [InlineData("2002:a00:1::")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("2001:0:a00:1::1")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    public async Task A_name_that_resolves_to_an_address_in_anothers_clothes_is_refused(string address)
    {
        using var webhooks = new WebhookHttp(new WebhookHttpOptions(), TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(address)]));

        var response = await webhooks.SendAsync(new WebhookRequest(new Uri("https://rebound.example.com/"), null), TestContext.Current.CancellationToken);

        Assert.Equal(WebhookFailure.Forbidden, response.Failure);
    }

    [Fact]
    public async Task A_name_without_addresses_does_not_resolve()
    {
        using var http = new WebhookHttp(new WebhookHttpOptions(), TimeProvider.System, (_, _) => Task.FromResult<IPAddress[]>([]));

        var response = await http.SendAsync(new WebhookRequest(new Uri("https://hook.example/"), null), TestContext.Current.CancellationToken);

        Assert.Equal(WebhookFailure.NameResolution, response.Failure);
    }

    [Theory]
    [InlineData("https://169.254.169.254/x", "169.254.169.254 is not a public address")]
    [InlineData("https://2852039166/latest/meta-data", "169.254.169.254 is not a public address")]
    [InlineData("https://0xa9fea9fe/", "169.254.169.254 is not a public address")]
    [InlineData("https://0xA9.0xFE.0xA9.0xFE/", "169.254.169.254 is not a public address")]
    [InlineData("https://0251.0376.0251.0376/", "169.254.169.254 is not a public address")]
    [InlineData("https://10.1/", "10.0.0.1 is not a public address")]
    [InlineData("https://[::ffff:10.0.0.1]/", "is an IPv4 address in IPv6's clothes")]
    [InlineData("https://[64:ff9b::10.0.0.1]/", "is not a public address")]
    [InlineData("https://[fd00:ec2::254]/", "is not a public address")]
    [InlineData("https://[fe80::1]/", "is not a public address")]
    [InlineData("https://[::]/", "is not a public address")]
    [InlineData("https://0/", "0.0.0.0 is not a public address")]
    [InlineData("https://localhost/", "it resolves to an address that is not public")]
    [InlineData("https://localhost./", "it resolves to an address that is not public")]
    [InlineData("https://intranet.example/", "it resolves to an address that is not public")]
    [InlineData("https://mixed.example/", "it resolves to an address that is not public")]
    [InlineData("https://own.example/", "is this app itself")]
    [InlineData("https://OWN.example./", "is this app itself")]
    [InlineData("https://public.example:25/", "Port 25 is another protocol's")]
    [InlineData("http://public.example/", "is not https")]
    [InlineData("https://public.example/", null)]
    [InlineData("https://8.8.8.8/", null)]
    [InlineData("https://[2606:4700:4700::1111]/", null)]
    [InlineData("https://nowhere.example/", null)]
    public async Task Before_it_is_called_an_endpoint_is_refused_for_the_same_reasons(string endpoint, string? reason)
    {
        var options = new WebhookHttpOptions { OwnHosts = { "own.example" } };
        using var http = new WebhookHttp(options, TimeProvider.System, (host, _) => Task.FromResult<IPAddress[]>(host.TrimEnd('.') switch
        {
            "localhost" => [IPAddress.IPv6Loopback],
            "intranet.example" => [IPAddress.Parse("10.1.2.3")],
            "mixed.example" => [IPAddress.Parse("8.8.8.8"), IPAddress.Parse("fd00::1")],
            "public.example" or "own.example" => [IPAddress.Parse("8.8.8.8")],
            _ => throw new SocketException(11001),
        }));

        var refusal = await http.RefusalAsync(new Uri(endpoint), TestContext.Current.CancellationToken);

        if (reason is null)
        {
            Assert.Null(refusal);
            return;
        }

        Assert.Contains(reason, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("10.1.2.3", refusal, StringComparison.Ordinal); // what names mean in this network is nobody's business
        Assert.Equal(WebhookFailure.Forbidden, (await http.SendAsync(new WebhookRequest(new Uri(endpoint), null), TestContext.Current.CancellationToken)).Failure);
    }

    [Fact]
    public async Task A_resolver_that_does_not_answer_is_no_reason_and_no_endless_wait()
    {
        var time = new FakeTimeProvider();
        using var http = new WebhookHttp(new WebhookHttpOptions(), time, async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return [];
        });

        var asking = http.RefusalAsync(new Uri("https://slow.example/"), TestContext.Current.CancellationToken);
        Assert.False(asking.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(15));

        Assert.Null(await asking);
    }
}

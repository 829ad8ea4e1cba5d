using System.Globalization;

namespace Virga.CosmosEmulator;

/// <summary>One answer, before it becomes a message or goes to a socket.</summary>
internal sealed class WireResponse(int status)
{
    public int Status { get; } = status;

    public ReadOnlyMemory<byte> Body { get; init; }

    public string ContentType { get; init; } = "application/json";

    /// <summary>Whether the client is to lose its connection over this answer.</summary>
    public CosmosConnectionLoss ConnectionLoss { get; set; }

    public List<KeyValuePair<string, string>> Headers { get; } = [];

    public static WireResponse Json(int status, ReadOnlyMemory<byte> body) => new(status) { Body = body };

    public static WireResponse Fault(int status, string code, string message, int subStatus = 0)
    {
        var response = new WireResponse(status) { Body = WireFault.Body(code, message) };
        return subStatus == 0 ? response : response.With(WireHeaders.SubStatus, subStatus);
    }

    public WireResponse With(string name, string value)
    {
        Headers.Add(new(name, value));
        return this;
    }

    public WireResponse With(string name, long value) => With(name, value.ToString(CultureInfo.InvariantCulture));

    public WireResponse WithCharge(double charge) => With(WireHeaders.RequestCharge, Math.Round(charge, 2).ToString(CultureInfo.InvariantCulture));

    public WireResponse WithETag(string etag) => With(WireHeaders.ETag, etag);

    /// <summary>Puts another value in place of a header's, or adds it.</summary>
    public WireResponse Replace(string name, string value)
    {
        Headers.RemoveAll(header => header.Key == name);
        return With(name, value);
    }

    /// <summary>Says which container was asked: without it clients cannot tell whose session an answer continues, and keep no token of a write they made before any read.</summary>
    public WireResponse WithOwner(ContainerInfo container) =>
        With(WireHeaders.OwnerRid, container.Rid).With(WireHeaders.OwnerPath, container.Path);

    /// <summary>Adds the sequence number an answer is as fresh as, in the two forms clients read it.</summary>
    public WireResponse WithSession(long lsn) =>
        With(WireHeaders.SessionToken, string.Create(CultureInfo.InvariantCulture, $"0:-1#{lsn}")).With(WireHeaders.Lsn, lsn);
}

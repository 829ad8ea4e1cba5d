namespace Virga.CosmosEmulator;

/// <summary>What one operation on a document came to, alone or in a batch.</summary>
internal sealed record OperationResult(int Status)
{
    public int SubStatus { get; init; }

    public string? ETag { get; init; }

    /// <summary>The document, or a fault's JSON; empty when there is neither.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    public double Charge { get; init; } = 1;

    public long Lsn { get; init; }

    public bool IsSuccess => Status < 400;

    public static OperationResult Fault(int status, string message, int subStatus = 0) =>
        new(status) { SubStatus = subStatus, Body = WireFault.Body(WireFault.CodeOf(status), message) };

    public static OperationResult Of(WireFault fault) => Fault(fault.Status, fault.Message, fault.SubStatus);

    public WireResponse ToResponse(bool minimal, long committed)
    {
        var response = WireResponse.Json(Status, minimal && IsSuccess ? default : Body).WithCharge(Charge).WithSession(committed);
        if (ETag is not null)
        {
            response.WithETag(ETag);
        }

        return SubStatus == 0 ? response : response.With(WireHeaders.SubStatus, SubStatus);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Virga.Gateway;

/// <summary>Answers what has become of operations. Whoever asked for one, and nobody else, learns of it; of one that nobody known asked for, whoever has its id.</summary>
public sealed class Operations
{
    private readonly OperationStore _store;
    private readonly OperationOptions _options;
    private readonly GatewayOptions _gateway;
    private readonly TypedBodyReader _reader;

    internal Operations(OperationStore store, IOptions<OperationOptions> options, IOptions<GatewayOptions> gateway, TypedBodyReader reader) =>
        (_store, _options, _gateway, _reader) = (store, options.Value, gateway.Value, reader);

    /// <summary>The operation's status: 200, with Retry-After until it has ended.</summary>
    /// <exception cref="GatewayException">404 <c>not-found</c>: there is none, or it is somebody else's.</exception>
    public async Task<IResult> GetAsync(HttpRequest request, string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(id);
        var found = Guid.TryParseExact(id, "n", out _) ? await _store.FindAsync(id, cancellationToken).ConfigureAwait(false) : null;
        return found is var (record, _) && (record.Owner.Length == 0 || record.Owner == Caller.Of(request.HttpContext))
            ? new StatusResult(record, _options, _gateway, _reader)
            : throw new GatewayException(404, ProblemCodes.NotFound, "There is no such operation.");
    }

    private sealed class StatusResult(OperationRecord record, OperationOptions options, GatewayOptions gateway, TypedBodyReader reader) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => OperationResult.WriteAsync(httpContext, record, options, gateway, reader.Options);
    }
}

using System.Collections;
using System.Globalization;

namespace Virga.Gateway;

/// <summary>What is known of one request once it is answered. It is the structured state of the access log, and what notifications of accesses are made from.</summary>
internal sealed class AccessEntry : IReadOnlyList<KeyValuePair<string, object?>>
{
    private const string Template =
        "{Method} {Route} answered {Status} in {ElapsedMilliseconds} ms with {Bytes} bytes by {Function} for {Principal}, request {RequestId}, trace {TraceId}, error {ErrorCode}";

    private KeyValuePair<string, object?>[]? _pairs;

    public required DateTimeOffset At { get; init; }

    public required string Method { get; init; }

    /// <summary>The route's template; the function's name where there is none.</summary>
    public required string Route { get; init; }

    public required string Path { get; init; }

    public required string Protocol { get; init; }

    public required string? Host { get; init; }

    public required string Stage { get; init; }

    public required int Status { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>How long the function took; null when it was not called.</summary>
    public required TimeSpan? Integration { get; init; }

    public required long? RequestBytes { get; init; }

    /// <summary>The answer's length; null when it has none that was known before, as a stream.</summary>
    public required long? ResponseBytes { get; init; }

    public required string Function { get; init; }

    public required string? Subject { get; init; }

    public required string? Client { get; init; }

    public required string? ApiKeyId { get; init; }

    public required string? SourceIp { get; init; }

    public required string? UserAgent { get; init; }

    public required string RequestId { get; init; }

    public required string? TraceId { get; init; }

    public required string? ErrorCode { get; init; }

    public required string? ErrorMessage { get; init; }

    /// <summary>The request's faults as <c>pointer code</c>, separated by commas.</summary>
    public required string? Faults { get; init; }

    /// <summary>What Cache-Status (RFC 9211) says; null where no cache was asked.</summary>
    public required string? Cache { get; init; }

    public required bool IsCanary { get; init; }

    /// <summary>Where in its trace the request is.</summary>
    public required System.Diagnostics.ActivityContext Trace { get; init; }

    public string Principal => Subject ?? Client ?? "-";

    public int Count => Pairs.Length;

    public KeyValuePair<string, object?> this[int index] => Pairs[index];

    private KeyValuePair<string, object?>[] Pairs => _pairs ??=
    [
        new(nameof(Method), Method), new(nameof(Route), Route), new(nameof(Status), Status), new("ElapsedMilliseconds", Elapsed.TotalMilliseconds), new("Bytes", ResponseBytes),
        new(nameof(Function), Function), new(nameof(Principal), Principal), new(nameof(RequestId), RequestId), new(nameof(TraceId), TraceId), new(nameof(ErrorCode), ErrorCode),
        new(nameof(Path), Path), new(nameof(Protocol), Protocol), new(nameof(Host), Host), new(nameof(Stage), Stage), new("IntegrationMilliseconds", Integration?.TotalMilliseconds),
        new(nameof(RequestBytes), RequestBytes), new(nameof(Client), Client), new(nameof(ApiKeyId), ApiKeyId), new(nameof(SourceIp), SourceIp), new(nameof(UserAgent), UserAgent),
        new(nameof(Faults), Faults), new(nameof(Cache), Cache), new(nameof(IsCanary), IsCanary), new("RouteKey", $"{Method} /{Route}"), new("{OriginalFormat}", Template),
    ];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, object?>>)Pairs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Method} {Route} answered {Status} in {Elapsed.TotalMilliseconds:0.0} ms with {ResponseBytes} bytes by {Function} for {Principal}, request {RequestId}, trace {TraceId}, error {ErrorCode}");
}

using Microsoft.AspNetCore.Http;
using Virga.LocalHost;

namespace Integration.LocalHost;

/// <summary>Several outputs of one function, and the type of its input.</summary>
public sealed class SampleOutputs
{
    [HttpResult]
    public IResult Answer { get; } = Results.Ok();

    [QueueOutput("copies")]
    public string Copy { get; } = "";

    [EventGridOutput(TopicEndpointUri = "Endpoint", TopicKeySetting = "Key")]
    public object? Event { get; }

    public string Note { get; } = "";
}

using System.Collections.Immutable;

namespace Virga.Notifications;

/// <summary>What a topic is to be made with.</summary>
public sealed record TopicRequest
{
    /// <summary>Attributes by SNS's names, values as text: <c>DisplayName</c>, <c>Policy</c>, <c>MaximumMessageSize</c>, <c>DeliveryPolicy</c>, <c>HTTPSuccessFeedbackSampleRate</c> (also <c>Lambda</c>, <c>SQS</c>), <c>FifoTopic</c>,
    /// and of FIFO topics <c>ContentBasedDeduplication</c>, <c>FifoThroughputScope</c>, <c>ArchivePolicy</c>.</summary>
    /// <value>None.</value>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The tags.</summary>
    /// <value>None.</value>
    public IReadOnlyList<TopicTag> Tags { get; init; } = [];
}

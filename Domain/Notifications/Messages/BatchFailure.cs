using Virga.Documents;

namespace Virga.Notifications;

/// <summary>A message of a batch that was refused.</summary>
/// <param name="Id">The entry's id in the batch.</param>
/// <param name="Code">The error's kebab-case code.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="SenderFault">Whether the message itself is at fault; if not, it may be stored all the same, and sending it again can help.</param>
public sealed record BatchFailure(string Id, string Code, string Message, bool SenderFault)
{
    /// <summary>What the store's refusal means to who sent the message.</summary>
    internal static BatchFailure Of(string id, StoreException error)
    {
        var code = error is TransactionFailedException { Reason: { } reason } ? reason.Code : error.Code;
        return (error.IsTransient, code) switch
        {
            (true, _) => new BatchFailure(id, code, "The store cannot answer now; the message may be stored all the same.", SenderFault: false),
            (_, "document-too-large") => new BatchFailure(id, code, "The store does not take the message: it is too large as it is stored.", SenderFault: true),
            _ => new BatchFailure(id, code, "The store does not take the message.", SenderFault: false),
        };
    }
}

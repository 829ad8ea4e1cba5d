namespace Virga.Notifications;

/// <summary>A message of a batch that was refused.</summary>
/// <param name="Id">The entry's id in the batch.</param>
/// <param name="Code">The error's kebab-case code.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="SenderFault">Whether the message itself is at fault; if not, it may be stored all the same, and sending it again can help.</param>
public sealed record BatchFailure(string Id, string Code, string Message, bool SenderFault);

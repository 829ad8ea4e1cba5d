namespace Virga.Gateway;

/// <summary>Does work that takes longer than a request may: started by <see cref="Integration.Accept{TInput, THandler}"/>, run from a queue.</summary>
/// <remarks>It may run more than once: after a crash, a time-out or a failure. Write its effects with <see cref="OperationContext.Token"/> as the transaction's token, and they happen once.</remarks>
/// <typeparam name="TInput">What the request's body is.</typeparam>
public interface IOperationHandler<in TInput>
{
    /// <summary>Does the work and says where its result is.</summary>
    /// <exception cref="GatewayException">The work cannot be done, and trying again would not help: the operation has failed with this problem, as with the faults of a
    /// <see cref="Virga.Documents.ValidationException"/>. Whatever else is thrown is tried again.</exception>
    Task<OperationOutcome> RunAsync(TInput input, OperationContext context, CancellationToken cancellationToken);
}

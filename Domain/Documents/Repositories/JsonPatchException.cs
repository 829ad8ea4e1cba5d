using System.Diagnostics.CodeAnalysis;

namespace Virga.Documents;

/// <summary>A JSON patch does not apply to the document as it is: a test failed (<c>patch-test-failed</c>), or a place is not there (<c>patch-not-applicable</c>). Nothing was written.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Without the operation it means nothing.")]
public sealed class JsonPatchException : StoreException
{
    internal JsonPatchException(int operation, string pointer, string code, string message)
        : base(code, message, isTransient: false)
    {
        Operation = operation;
        Pointer = pointer;
    }

    /// <summary>The operation that failed, 0 the first.</summary>
    public int Operation { get; }

    /// <summary>The place in the document that it names, as a JSON pointer.</summary>
    public string Pointer { get; }

    /// <summary>Whether a <c>test</c> found another value than it asked for.</summary>
    public bool IsFailedTest => Code == JsonPatchCodes.TestFailed;
}

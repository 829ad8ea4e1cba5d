using Xunit.v3;

namespace Conformance.Running;

/// <summary>Says that a class of a suite needs a backend that may not be at hand. Then the class has no tests, and one test elsewhere is skipped with the reason.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class BackendAttribute : Attribute
{
    /// <summary>Why the backend is not at hand; null when it is.</summary>
    public abstract string? Missing { get; }

    internal static bool IsAtHand(IXunitTestMethod method) =>
        method.TestClass.Class.GetCustomAttributes(inherit: true).OfType<BackendAttribute>().All(backend => backend.Missing is null);
}

using System.Runtime.CompilerServices;
using Xunit.v3;

namespace Conformance.Running;

/// <inheritdoc cref="ConformanceFactAttribute"/>
[XunitTestCaseDiscoverer(typeof(ConformanceTheoryDiscoverer))]
[AttributeUsage(AttributeTargets.Method)]
public sealed class ConformanceTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : TheoryAttribute(file, line);

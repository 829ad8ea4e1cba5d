using System.Runtime.CompilerServices;
using Xunit.v3;

namespace Conformance.Running;

/// <summary>A test of a suite: it exists only in classes whose backend is at hand (see <see cref="BackendAttribute"/>).</summary>
[XunitTestCaseDiscoverer(typeof(ConformanceFactDiscoverer))]
[AttributeUsage(AttributeTargets.Method)]
public sealed class ConformanceFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1) : FactAttribute(file, line);

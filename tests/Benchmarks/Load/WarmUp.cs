using System.Runtime;

namespace Benchmarks;

/// <summary>Repeats a load until hardly a method is compiled again. Code is compiled in the background for many seconds, and that time is the process's: whoever has more code would pay for it in the rounds.</summary>
internal static class WarmUp
{
    private const int TurnsAtMost = 20;

    /// <summary>A turn in which fewer methods are compiled has warmed up all that counts.</summary>
    private const int CompiledStill = 25;

    public static async Task RunAsync(Func<Task> turn)
    {
        for (var turns = 0; turns < TurnsAtMost; turns++)
        {
            var before = JitInfo.GetCompiledMethodCount();
            await turn();
            if (JitInfo.GetCompiledMethodCount() - before < CompiledStill)
            {
                return;
            }
        }
    }
}

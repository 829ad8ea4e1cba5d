#pragma warning disable CA1050 // The runtime looks for a startup hook without a namespace.
/// <summary>Turns a process of this assembly into the child of a test when it is started as its startup hook: the writer of the crash test, or the
/// client that plans its queries itself.</summary>
internal static class StartupHook
{
    public const string Variable = "VIRGA_CRASH_WRITER";

    public const string NativeVariable = "VIRGA_NATIVE_PLANNER";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(NativeVariable) is not null)
        {
            Integration.CosmosEmulator.NativePlannerClient.RunAsync().GetAwaiter().GetResult();
            Environment.Exit(0);
        }

        if (Environment.GetEnvironmentVariable(Variable) is { } setting)
        {
            var (round, dataSource) = (setting.Split('|')[0], setting.Split('|')[1]);
            Integration.CosmosEmulator.CrashWriter.RunAsync(dataSource, round).GetAwaiter().GetResult();
        }
    }
}

#pragma warning disable CA1050 // The runtime looks for a startup hook without a namespace.
/// <summary>Turns a process of this assembly into the child of the crash test when it is started as its startup hook.</summary>
internal static class StartupHook
{
    public const string Variable = "VIRGA_CRASH_WRITER";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { } setting)
        {
            var (round, dataSource) = (setting.Split('|')[0], setting.Split('|')[1]);
            Integration.CosmosEmulator.CrashWriter.RunAsync(dataSource, round).GetAwaiter().GetResult();
        }
    }
}

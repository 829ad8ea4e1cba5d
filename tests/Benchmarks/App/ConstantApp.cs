using Microsoft.Extensions.Hosting;
using Virga.LocalHost;

namespace Benchmarks;

/// <summary>The local host and one function that returns a constant: what routing, binding and middleware cost by themselves.</summary>
internal static class ConstantApp
{
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        using var app = builder.Build();
        await app.RunAsync();
        return 0;
    }
}

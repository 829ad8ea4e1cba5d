using LocalHostApp;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Virga.LocalHost;

namespace Integration.LocalHost;

public sealed class WebApplicationFactoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_app_runs_behind_a_factory_with_its_functions_and_its_services_replaced()
    {
        await using var plain = new Factory();
        await using var replaced = plain.WithWebHostBuilder(web => web.ConfigureTestServices(services => services.AddSingleton<Greeting, Farewell>()));

        Assert.Equal("Hello Tom", await plain.CreateClient().GetStringAsync("/api/greetings/Tom", Token));
        Assert.Equal("Goodbye Tom", await replaced.CreateClient().GetStringAsync("/api/greetings/Tom", Token));
    }

    [Fact]
    public async Task Functions_are_found_in_the_app_and_not_in_the_tests()
    {
        await using var factory = new Factory();

        Assert.Equal(["Constant", "Greet"], factory.Services.GetRequiredService<IFunctionCatalog>().Functions.Select(f => f.Name));
    }

    [Fact]
    public async Task A_trigger_is_fired_in_process()
    {
        await using var factory = new Factory();

        await factory.Services.GetRequiredService<IFunctionInvoker>().InvokeAsync("Constant", cancellationToken: Token);
    }

    private sealed class Factory : WebApplicationFactory<Greeting>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder) => builder.UseSetting(DataDirectory.Setting, DataDirectory.InMemory);
    }

    private sealed class Farewell : Greeting
    {
        public override string To(string name) => $"Goodbye {name}";
    }
}

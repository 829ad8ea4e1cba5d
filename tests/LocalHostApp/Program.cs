using LocalHostApp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

// The smallest function app: what the local host's tests run in a process of its own, and behind a WebApplicationFactory.
var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddSingleton<Greeting>();
builder.Build().Run();

/// <summary>Lets tests name this app.</summary>
public partial class Program;

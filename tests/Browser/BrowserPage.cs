using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;
using Support;

namespace Browser;

/// <summary>A page in a profile of its own.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<string> _requests = new();

    internal BrowserPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.PageError += (_, error) => _complaints.Enqueue(error);
        page.Request += (_, request) => _requests.Enqueue(request.Url);
        page.Console += (_, message) =>
        {
            // That an answer was 400 or 412 is the business of the test that asked for it.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                _complaints.Enqueue(message.Text);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>What the browser complained about so far: scripts that failed, what a security policy stopped.</summary>
    public IReadOnlyCollection<string> Complaints => _complaints;

    /// <summary>The addresses asked for so far.</summary>
    public IReadOnlyCollection<string> Requests => _requests;

    /// <summary>What axe-core has to say against the page as it is now: one line a fault.</summary>
    public async Task<IReadOnlyList<string>> AccessibilityFaultsAsync()
    {
        // Evaluated over the debugger's protocol, where no security policy of the page is in the way.
        await Page.EvaluateAsync(await File.ReadAllTextAsync(Repository.PathOf("tests/node_modules/axe-core/axe.min.js")));
        var result = await Page.EvaluateAsync<JsonElement>("axe.run()");
        return [.. result.GetProperty("violations").EnumerateArray().SelectMany(violation => violation.GetProperty("nodes").EnumerateArray()
            .Select(node => $"{violation.GetProperty("id").GetString()}: {node.GetProperty("failureSummary").GetString()} {node.GetProperty("html").GetString()}"))];
    }

    /// <summary>Keeps a picture of the page in the folder <c>VIRGA_SCREENSHOTS</c>, when there is one.</summary>
    public async Task KeepScreenshotAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("VIRGA_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name.Replace('/', '-').Replace('?', '-')}.png") });
        }
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}

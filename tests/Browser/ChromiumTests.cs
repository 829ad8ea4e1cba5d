namespace Browser;

/// <summary>That the instruments of the other tests notice what they are there to notice.</summary>
public sealed class ChromiumTests(Chromium chromium)
{
    [BrowserFact]
    public async Task A_picture_without_words_is_an_accessibility_fault()
    {
        await using var opened = await chromium.OpenAsync();

        await opened.Page.SetContentAsync("""<!doctype html><html lang="en"><title>t</title><main><h1>h</h1><img src="data:,"></main></html>""");

        Assert.Contains(await opened.AccessibilityFaultsAsync(), fault => fault.StartsWith("image-alt", StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task A_script_that_fails_is_a_complaint()
    {
        await using var opened = await chromium.OpenAsync();

        await opened.Page.SetContentAsync("<!doctype html><script>missing()</script>");

        Assert.Contains(opened.Complaints, complaint => complaint.Contains("missing is not defined", StringComparison.Ordinal));
    }
}

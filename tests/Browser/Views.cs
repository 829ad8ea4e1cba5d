using Microsoft.Playwright;

namespace Browser;

/// <summary>Views of a page, as data for tests that look at each of them.</summary>
internal static class Views
{
    /// <summary>Each view, light and dark.</summary>
    public static TheoryData<string, ColorScheme> InBothSchemes(params string[] views)
    {
        var data = new TheoryData<string, ColorScheme>();
        foreach (var view in views)
        {
            data.Add(view, ColorScheme.Light);
            data.Add(view, ColorScheme.Dark);
        }

        return data;
    }
}

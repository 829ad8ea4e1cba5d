namespace Virga.Hosting;

/// <summary>The page an unsubscribe link shows: one button, which posts to the same address.</summary>
internal static class UnsubscribePage
{
    public const string Html = """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>Unsubscribe</title></head>
        <body style="font: 1rem/1.5 system-ui, sans-serif; max-width: 32rem; margin: 4rem auto; padding: 0 1rem">
        <h1>Unsubscribe</h1>
        <p>This endpoint will get no more messages of this topic.</p>
        <form method="post"><button style="font: inherit; padding: .5rem 1rem">Unsubscribe</button></form>
        </body>
        </html>
        """;
}

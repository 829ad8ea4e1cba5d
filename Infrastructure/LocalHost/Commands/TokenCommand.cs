using System.CommandLine;
using System.Globalization;
using Virga.Gateway;

namespace Virga.LocalHost;

/// <summary><c>token</c>: prints a development token, and nothing else.</summary>
internal static class TokenCommand
{
    private static readonly Dictionary<char, Func<double, TimeSpan>> Units = new()
    {
        ['s'] = TimeSpan.FromSeconds,
        ['m'] = TimeSpan.FromMinutes,
        ['h'] = TimeSpan.FromHours,
        ['d'] = TimeSpan.FromDays,
    };

    public static Command Create(CommandContext context)
    {
        var scope = new Option<string>("--scope") { Description = "The scopes, separated by spaces: \"cats:write topics:write\".", DefaultValueFactory = _ => "" };
        var subject = new Option<string>("--subject") { Description = "Who the token is for.", DefaultValueFactory = _ => "developer" };
        var expires = new Option<string>("--expires") { Description = "How long it is valid: 90s, 30m, 1h, 7d.", DefaultValueFactory = _ => "1h" };
        expires.Validators.Add(result =>
        {
            if (!TryParse(result.GetValue(expires)!, out _))
            {
                result.AddError($"'{result.GetValue(expires)}' is no time: 90s, 30m, 1h, 7d.");
            }
        });
        var command = new Command("token", "Prints a development token for this app. Apps take such tokens on a developer's machine only.") { scope, subject, expires };
        command.SetAction(parsed =>
        {
            using var data = DataDirectory.Of(context.Configuration, context.ContentRoot);
            if (data.Root is null && string.IsNullOrEmpty(context.Configuration[DevelopmentKeys.TokenKeySetting]))
            {
                context.Error.WriteLine($"With {DataDirectory.Setting}={DataDirectory.InMemory} every process has a key of its own, so a token from here would be refused. Name a folder.");
                return 1;
            }

            TimeSpan? lifetime = TryParse(parsed.GetValue(expires)!, out var life) ? life : null;
            var tokens = new DevelopmentTokens(DevelopmentKeys.TokenKey(context.Configuration, data.Root), context.Time);
            context.Output.WriteLine(tokens.Issue(parsed.GetValue(scope)!, parsed.GetValue(subject)!, lifetime));
            return 0;
        });
        return command;
    }

    private static bool TryParse(string text, out TimeSpan time)
    {
        time = default;
        if (text.Length > 1 && Units.TryGetValue(text[^1], out var unit)
            && double.TryParse(text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 1_000_000)
        {
            time = unit(number);
            return true;
        }

        return false;
    }
}

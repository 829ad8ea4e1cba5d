using System.Text.RegularExpressions;
using Virga.Notifications;

namespace Virga.LocalHost;

/// <summary>Queue messages.</summary>
internal sealed partial class QueueTrigger : TriggerKind
{
    public override IEnumerable<string> Faults(FunctionDescriptor function, RuleContext context)
    {
        var name = ((QueueTriggerAttribute)function.Trigger!).QueueName;
        if (!context.Settings.TryResolve(name, out var resolved, out var fault))
        {
            yield return fault!;
        }
        else if (!NamePattern().IsMatch(resolved))
        {
            yield return $"'{resolved}' is no queue name: 3 to 63 lower-case letters, digits and single dashes.";
        }
    }

    /// <summary>The message as the parameter asks for it.</summary>
    public override object? Convert(object? payload, Type type)
    {
        if (payload is not null && type.IsInstanceOfType(payload))
        {
            return payload;
        }

        var body = payload switch
        {
            QueuedMessage message => message.Body,
            BinaryData data => data,
            string text => BinaryData.FromString(text),
            null => BinaryData.FromString(""),
            _ => BinaryData.FromObjectAsJson(payload),
        };
        return type switch
        {
            _ when type == typeof(string) => body.ToString(),
            _ when type == typeof(BinaryData) => body,
            _ when type == typeof(byte[]) => body.ToArray(),
            _ when type == typeof(QueuedMessage) => new QueuedMessage(Guid.NewGuid().ToString(), "", body, 1, DateTimeOffset.UnixEpoch),
            _ => TriggerJson.Read(body, type),
        };
    }

    public override string Describe(FunctionDescriptor function, SettingNames settings) =>
        "queue  " + settings.Resolve(((QueueTriggerAttribute)function.Trigger!).QueueName);

    [GeneratedRegex(@"^(?=.{3,63}\z)[a-z0-9]+(-[a-z0-9]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}

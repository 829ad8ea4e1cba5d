using System.CommandLine;
using Virga.Notifications;

namespace Virga.LocalHost;

/// <summary><c>eventgrid filter</c>: writes the filter that spares an Event Grid subscription what a filter policy does not want anyway.</summary>
internal static class EventGridFilterCommand
{
    private const string Description = """
        Prints the filter of an Event Grid subscription for a filter policy: for events that others publish to an Event Grid topic, and that a function of the app takes.
        It lets through whatever the policy matches, and more besides, for Event Grid ignores the case of texts and knows fewer operators: the function still asks the policy
        (FilterPolicy.Matches). What it cannot express without losing a match it leaves out, and it keeps to 25 values.

        Examples
          eventgrid filter '{"price":[{"numeric":[">",100]}],"city":["oslo",{"prefix":"berg"}]}' --plain price --plain city
                                            the member "filter" of a subscription, in Bicep (json('…')), az eventgrid and PUT /subscriptions/{name} here
        """;

    public static Command Create(CommandContext context)
    {
        var policy = new Argument<string>("policy") { Description = "The filter policy, a JSON object; its keys are those of the event's data." };
        var plain = new Option<string[]>("--plain") { Description = "A key whose value is always a scalar or a list of scalars, given once and not within a list; may be given several times. Other keys are left out.", Required = true };
        var prefix = new Option<string>("--prefix") { Description = "Where the values are in the event.", DefaultValueFactory = _ => "data" };
        var command = new Command("filter", Description) { policy, plain, prefix };
        command.SetAction(async (parsed, _) =>
        {
            try
            {
                var compiled = FilterPolicy.Parse(parsed.GetValue(policy)!, FilterScope.MessageBody);
                await context.Output.WriteLineAsync(compiled.ToEventGridFilter(parsed.GetValue(plain)!.ToHashSet(StringComparer.Ordinal), parsed.GetValue(prefix)!)).ConfigureAwait(false);
                return 0;
            }
            catch (FilterPolicyException fault)
            {
                await context.Error.WriteLineAsync(fault.Message).ConfigureAwait(false);
                return 1;
            }
        });
        return command;
    }
}

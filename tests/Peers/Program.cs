using System.Globalization;
using Peers;

// The processes that the loss test starts beside the app: those who get its messages, and those who cause them.
return args switch
{
    ["webhook", var seed] => await FlakyWebhook.RunAsync(new Random(Number(seed))),
    ["publisher", var app, var token, var messages] => await Publisher.RunAsync(new Uri(app), token, Number(messages)),
    ["carer", var app, var token, var messages] => await Carer.RunAsync(new Uri(app), token, Number(messages)),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("usage: webhook <seed> | publisher|carer <app> <token> <messages>");
    return 2;
}

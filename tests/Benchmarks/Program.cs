using Benchmarks;

// Without a command: the bench itself. The commands are the servers it starts beside the app.
return args switch
{
    ["bare", .. var rest] => await BareApi.RunAsync(rest),
    ["constant", .. var rest] => await ConstantApp.RunAsync(rest),
    _ => await Bench.RunAsync(args),
};

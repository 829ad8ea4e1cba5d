using Benchmarks;

// The first four commands are the processes the suites start beside themselves; the rest is what people type.
return args switch
{
    ["bare", .. var rest] => await BareApi.RunAsync(rest),
    ["constant", .. var rest] => await ConstantApp.RunAsync(rest),
    ["cosmos-server", var dataSource] => await CosmosServer.RunAsync(dataSource),
    ["cosmos-start", var kind, var dataSource] => await CosmosStart.RunAsync(kind, dataSource),
    _ => await Bench.RunAsync(args),
};

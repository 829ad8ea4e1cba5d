using Benchmarks;

// The first six commands are the processes the suites start beside themselves; the rest is what people type.
return args switch
{
    ["bare", .. var rest] => await BareApi.RunAsync(rest),
    ["bare-orders", .. var rest] => await BareOrderApi.RunAsync(rest),
    ["hand-wired", .. var rest] => await HandWiredApi.RunAsync(rest),
    ["gateway-app", .. var rest] => await GatewayApp.RunAsync(rest),
    ["cosmos-server", var dataSource] => await CosmosServer.RunAsync(dataSource),
    ["cosmos-start", var kind, var dataSource] => await CosmosStart.RunAsync(kind, dataSource),
    _ => await Bench.RunAsync(args),
};

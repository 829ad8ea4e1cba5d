namespace Integration.LocalHost;

/// <summary>The part of the worker's public surface that the local host has.</summary>
internal static class WorkerSurface
{
    /// <summary>What is public here and is not the worker's.</summary>
    public static readonly string[] Own = ["FunctionDescriptor", "IFunctionCatalog", "IFunctionInvoker", "LocalDevelopment"];

    public const string Text = """
        AuthorizationLevel { Anonymous = 0; User = 1; Function = 2; System = 3; Admin = 4 }
        BindingAttribute { }
        BindingContext { IReadOnlyDictionary<String, Object?> BindingData }
        BindingDirection { In = 0; Out = 1 }
        BindingMetadata { BindingDirection Direction; String Name; String Type }
        CosmosDBChangeFeedMode { LatestVersion = 0; AllVersionsAndDeletes = 1 }
        CosmosDBInputAttribute : InputBindingAttribute { new(String databaseName, String containerName); String? Connection set; String ContainerName; String DatabaseName; String? Id set; String? PartitionKey set; String? SqlQuery set }
        CosmosDBOutputAttribute : OutputBindingAttribute { new(String databaseName, String containerName); String? Connection set; String ContainerName; Boolean CreateIfNotExists set; String DatabaseName; String? PartitionKey set }
        CosmosDBTriggerAttribute : TriggerBindingAttribute { new(String databaseName, String containerName); CosmosDBChangeFeedMode ChangeFeedMode set; String? Connection set; String ContainerName; Boolean CreateLeaseContainerIfNotExists set; String DatabaseName; Int32 FeedPollDelay set; Int32 LeaseAcquireInterval set; String? LeaseConnection set; String? LeaseContainerName set; String? LeaseContainerPrefix set; String? LeaseDatabaseName set; Int32 LeaseExpirationInterval set; Int32 LeaseRenewInterval set; Int32 LeasesContainerThroughput set; Int32 MaxItemsPerInvocation set; String? PreferredLocations set; Boolean StartFromBeginning set; String? StartFromTime set }
        EventGridOutputAttribute : OutputBindingAttribute { new(); String? Connection set; String? TopicEndpointUri set; String? TopicKeySetting set }
        EventGridTriggerAttribute : TriggerBindingAttribute { new(); Boolean IsBatched set }
        ExponentialBackoffRetryAttribute : RetryAttribute { new(Int32 maxRetryCount, String minimumInterval, String maximumInterval); String MaximumInterval; String MinimumInterval }
        FixedDelayRetryAttribute : RetryAttribute { new(Int32 maxRetryCount, String delayInterval); String DelayInterval }
        FromBodyAttribute { new() }
        FunctionAttribute { new(String name); String Name }
        FunctionContext { BindingContext BindingContext; CancellationToken CancellationToken; IInvocationFeatures Features; FunctionDefinition FunctionDefinition; String FunctionId; IServiceProvider InstanceServices set; String InvocationId; IDictionary<Object, Object> Items set; RetryContext RetryContext; TraceContext TraceContext }
        FunctionContextBindingFeatureExtensions { InvocationResult GetInvocationResult(this FunctionContext context); InvocationResult<T?> GetInvocationResult<T>(this FunctionContext context) }
        FunctionContextExtensions { HttpContext? GetHttpContext(this FunctionContext context) }
        FunctionContextHttpRequestExtensions { ValueTask<HttpRequestData?> GetHttpRequestDataAsync(this FunctionContext context) }
        FunctionContextLoggerExtensions { ILogger GetLogger(this FunctionContext context, String categoryName); ILogger<T?> GetLogger<T>(this FunctionContext context) }
        FunctionDefinition { String EntryPoint; String Id; IImmutableDictionary<String, BindingMetadata> InputBindings; String Name; IImmutableDictionary<String, BindingMetadata> OutputBindings; ImmutableArray<FunctionParameter> Parameters; String PathToAssembly }
        FunctionExecutionDelegate { Task Invoke(FunctionContext context) }
        FunctionParameter { new(String name, Type type); new(String name, Type type, Boolean hasDefaultValue, Object? defaultValue); new(String name, Type type, Boolean hasDefaultValue, Object? defaultValue, IReadOnlyDictionary<String, Object> properties); new(String name, Type type, IReadOnlyDictionary<String, Object> properties); Object? DefaultValue; Boolean HasDefaultValue; Boolean IsReferenceOrNullableType; String Name; IReadOnlyDictionary<String, Object> Properties; Type Type }
        FunctionsApplication { FunctionsApplicationBuilder CreateBuilder(String[] args) }
        FunctionsApplicationBuilder { ConfigurationManager Configuration; IHostEnvironment Environment; ILoggingBuilder Logging; IMetricsBuilder Metrics; IDictionary<Object, Object> Properties; IServiceCollection Services; IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware); IHost Build(); Void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null) }
        FunctionsApplicationBuilderAspNetCoreExtensions { FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder) }
        HttpHeadersCollection : HttpHeaders { }
        HttpRequestData { Stream Body; FunctionContext FunctionContext; HttpHeadersCollection Headers; IEnumerable<ClaimsIdentity> Identities; String Method; NameValueCollection Query; Uri Url }
        HttpResultAttribute : OutputBindingAttribute { new() }
        HttpTriggerAttribute : TriggerBindingAttribute { new(); new(AuthorizationLevel authLevel); new(AuthorizationLevel authLevel, params String[] methods); new(params String[] methods); AuthorizationLevel AuthLevel; String[]? Methods; String? Route set }
        IFunctionsWorkerApplicationBuilder { IServiceCollection Services; IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware) }
        IFunctionsWorkerMiddleware { Task Invoke(FunctionContext context, FunctionExecutionDelegate next) }
        IInvocationFeatures { T? Get<T>(); Void Set<T>(T? instance) }
        InputBindingAttribute : BindingAttribute { }
        InvocationResult : InvocationResult<Object> { }
        InvocationResult<T> { T? Value set }
        MiddlewareWorkerApplicationBuilderExtensions { IFunctionsWorkerApplicationBuilder UseMiddleware(this IFunctionsWorkerApplicationBuilder builder, Func<FunctionContext, Func<Task>, Task> middleware); IFunctionsWorkerApplicationBuilder UseMiddleware<T>(this IFunctionsWorkerApplicationBuilder builder); IFunctionsWorkerApplicationBuilder UseWhen(this IFunctionsWorkerApplicationBuilder builder, Func<FunctionContext, Boolean> predicate, Func<FunctionContext, Func<Task>, Task> middleware); IFunctionsWorkerApplicationBuilder UseWhen<T>(this IFunctionsWorkerApplicationBuilder builder, Func<FunctionContext, Boolean> predicate) }
        OutputBindingAttribute : BindingAttribute { }
        QueueOutputAttribute : OutputBindingAttribute { new(String queueName); String? Connection set; String QueueName }
        QueueTriggerAttribute : TriggerBindingAttribute { new(String queueName); String? Connection set; String QueueName }
        RetryAttribute { Int32 MaxRetryCount set }
        RetryContext { Int32 MaxRetryCount; Int32 RetryCount }
        ScheduleStatus { new(); DateTime Last set; DateTime LastUpdated set; DateTime Next set }
        TimerInfo { new(); Boolean IsPastDue set; ScheduleStatus? ScheduleStatus set }
        TimerTriggerAttribute : TriggerBindingAttribute { new(String schedule); Boolean RunOnStartup set; String Schedule; Boolean UseMonitor set }
        TraceContext { IReadOnlyDictionary<String, String> Attributes; IReadOnlyDictionary<String, String> Baggage; String TraceParent; String TraceState }
        TriggerBindingAttribute : BindingAttribute { }
        """;
}

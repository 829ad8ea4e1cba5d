using System.Reflection;

namespace Virga.LocalHost;

/// <summary>What the host knows of one kind of trigger: what it takes, what it refuses, and how its payload becomes a parameter.</summary>
internal abstract class TriggerKind
{
    private static readonly Dictionary<Type, TriggerKind> Kinds = new()
    {
        [typeof(HttpTriggerAttribute)] = new HttpTrigger(),
        [typeof(EventGridTriggerAttribute)] = new EventGridTrigger(),
        [typeof(CosmosDBTriggerAttribute)] = new CosmosTrigger(),
        [typeof(QueueTriggerAttribute)] = new QueueTrigger(),
        [typeof(TimerTriggerAttribute)] = new TimerTrigger(),
    };

    /// <summary>Whether functions may carry a <see cref="RetryAttribute"/>: the worker's build refuses it elsewhere.</summary>
    public virtual bool TakesRetry => false;

    /// <summary>The kind of a trigger; null when the host does not know it.</summary>
    public static TriggerKind? Of(TriggerBindingAttribute trigger) => Kinds.GetValueOrDefault(trigger.GetType());

    /// <summary>What is wrong with the trigger and its parameter, in sentences that follow the function's name.</summary>
    public abstract IEnumerable<string> Faults(FunctionDescriptor function, RuleContext context);

    /// <summary>What is wrong with a parameter other than the trigger's; null when the trigger's data can be bound to it.</summary>
    public virtual string? FaultOf(FunctionDescriptor function, ParameterInfo parameter) => ArgumentBinder.CanParse(parameter.ParameterType)
        ? null
        : $"'{parameter.Name}' is a {parameter.ParameterType.Name}, which nothing binds. Inject services into the class, not into the method.";

    /// <summary>Makes the trigger's payload what the parameter asks for.</summary>
    /// <param name="payload">The payload: what the kind's listener gives, or what a caller of <see cref="IFunctionInvoker"/> gave.</param>
    /// <param name="type">The parameter's type.</param>
    /// <exception cref="FormatException">The payload cannot become that.</exception>
    public abstract object? Convert(object? payload, Type type);

    /// <summary>What the start-up table says of the function: what starts it.</summary>
    public abstract string Describe(FunctionDescriptor function, SettingNames settings);
}

using System.Reflection;

namespace Virga.LocalHost;

/// <summary>Schedules.</summary>
internal sealed class TimerTrigger : TriggerKind
{
    public override bool TakesRetry => true;

    public override IEnumerable<string> Faults(FunctionDescriptor function, RuleContext context)
    {
        if (function.TriggerParameter!.ParameterType != typeof(TimerInfo))
        {
            yield return $"[TimerTrigger] is on a {function.TriggerParameter.ParameterType.Name}. Take a TimerInfo.";
        }

        var schedule = ((TimerTriggerAttribute)function.Trigger!).Schedule;
        if (!context.Settings.TryResolve(schedule, out var resolved, out var fault))
        {
            yield return fault!;
        }
        else if (!TimerSchedule.TryParse(resolved, out _))
        {
            yield return $"the schedule '{resolved}' is neither six-field NCrontab, such as '0 */5 * * * *', nor a time span, such as '00:05:00'.";
        }
    }

    public override string? FaultOf(FunctionDescriptor function, ParameterInfo parameter) =>
        parameter.HasDefaultValue ? base.FaultOf(function, parameter) : $"'{parameter.Name}' is not bound by a timer. Inject services into the class, not into the method.";

    public override object? Convert(object? payload, Type type) => payload as TimerInfo ?? new TimerInfo();

    public override string Describe(FunctionDescriptor function, SettingNames settings) =>
        "timer  " + settings.Resolve(((TimerTriggerAttribute)function.Trigger!).Schedule);
}

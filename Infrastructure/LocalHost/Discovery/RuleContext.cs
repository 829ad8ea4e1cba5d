using Microsoft.AspNetCore.Routing;

namespace Virga.LocalHost;

/// <summary>What the rules for functions look things up in.</summary>
/// <param name="Settings">The app settings that bindings may name.</param>
/// <param name="Constraints">The constraints that routes may name.</param>
internal sealed record RuleContext(SettingNames Settings, IInlineConstraintResolver Constraints);

using System.Reflection;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Generation;

/// <summary>CEL rules as entries of <c>x-kubernetes-validations</c>.</summary>
internal static class ValidationRules
{
    public static List<JsonObject> Of(MemberInfo member) =>
        [.. member.GetCustomAttributes<ValidationRuleAttribute>(inherit: false).Select(Build)];

    private static JsonObject Build(ValidationRuleAttribute rule)
    {
        var built = new JsonObject { ["rule"] = rule.Rule, ["message"] = rule.Message };
        if (rule.FieldPath is not null)
            built["fieldPath"] = rule.FieldPath;
        if (rule.Reason is not null)
            built["reason"] = rule.Reason;
        return built;
    }
}

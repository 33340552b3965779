using Slipway.Kubernetes.Schemas;
using Slipway.Local.Errors;
using Slipway.Local.Kinds;

namespace Slipway.Local.Admission;

/// <summary>What every written object passes: pruning, defaults, schema and rules.</summary>
internal static class Admit
{
    /// <summary>Fills the object's defaults and checks it.</summary>
    /// <param name="type">Its kind.</param>
    /// <param name="before">The object before; null when it is created.</param>
    /// <param name="body">The object; changed in place.</param>
    /// <param name="operation">For the error.</param>
    public static void Check(ResourceType type, JsonObject? before, JsonObject body, string operation)
    {
        if (type.IsCustom)
            SchemaPruning.Prune(type.Schema, body);
        SchemaDefaults.Apply(type.Schema, body);
        ComputedDefaults.Apply(type, before, body);

        var violations = MetadataRules.Check(type, before, body)
            .Concat(SchemaValidator.Validate(type.Schema, body))
            .Concat(BuiltInRules.Check(type, before, body))
            .ToList();
        if (violations.Count > 0)
            throw ApiErrors.Invalid(operation, type, body.Text("metadata", "name") ?? "", violations);
    }
}

namespace Slipway.Kubernetes.Schemas;

/// <summary>One way in which an object breaks its schema.</summary>
/// <param name="Path">The field, for example <c>spec.ports[0].name</c>.</param>
/// <param name="Reason">FieldValueRequired, FieldValueInvalid, FieldValueNotSupported, FieldValueDuplicate or FieldValueForbidden.</param>
/// <param name="Message">What is wrong, in the API server's words and without the field.</param>
public sealed record SchemaViolation(string Path, string Reason, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}

using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Schemas;
using Slipway.Local.Kinds;

namespace Slipway.Local.Errors;

/// <summary>Refusals with the codes, reasons and words of the API server.</summary>
internal static class ApiErrors
{
    public static KubernetesApiException NotServed(string operation) =>
        Refuse(operation, 404, "NotFound", "the server could not find the requested resource");

    public static KubernetesApiException NotFound(string operation, ResourceType type, string name) =>
        Refuse(operation, 404, "NotFound", $"{type.Resource} \"{name}\" not found", Details(type, name));

    public static KubernetesApiException AlreadyExists(string operation, ResourceType type, string name) =>
        Refuse(operation, 409, "AlreadyExists", $"{type.Resource} \"{name}\" already exists", Details(type, name));

    public static KubernetesApiException Modified(string operation, ResourceType type, string name) =>
        Conflict(operation, type, name, "the object has been modified; please apply your changes to the latest version and try again");

    public static KubernetesApiException Conflict(string operation, ResourceType type, string name, string why) =>
        Refuse(operation, 409, "Conflict", $"Operation cannot be fulfilled on {type.Resource} \"{name}\": {why}", Details(type, name));

    public static KubernetesApiException ApplyConflict(string operation, string message, List<V1StatusCause> causes) =>
        Refuse(operation, 409, "Conflict", message, new V1StatusDetails { Causes = causes });

    public static KubernetesApiException NotTyped(string operation, string why) =>
        Refuse(operation, 500, "InternalError", $"failed to create typed patch object: {why}");

    public static KubernetesApiException Expired(string operation, long wanted, long oldest) =>
        Refuse(operation, 410, "Expired", $"too old resource version: {wanted} ({oldest})");

    public static KubernetesApiException BadRequest(string operation, string message) => Refuse(operation, 400, "BadRequest", message);

    public static KubernetesApiException Forbidden(string operation, ResourceType type, string name, string why) =>
        Refuse(operation, 403, "Forbidden", $"{type.Resource} \"{name}\" is forbidden: {why}", Details(type, name));

    public static KubernetesApiException UnsupportedPatch(string operation) => Refuse(
        operation,
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, "
        + "application/merge-patch+json, application/apply-patch+yaml");

    public static KubernetesApiException Invalid(string operation, ResourceType type, string name, IReadOnlyList<SchemaViolation> violations)
    {
        var details = Details(type, name);
        details.Kind = type.Definition.Kind;
        details.Causes = [.. violations.Select(found => new V1StatusCause { Field = found.Path, Reason = found.Reason, Message = found.Message })];
        var texts = violations.Select(found => found.ToString()).Distinct(StringComparer.Ordinal).ToList();
        var text = texts.Count == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
        return Refuse(operation, 422, "Invalid", $"{type.QualifiedKind} \"{name}\" is invalid: {text}", details);
    }

    private static V1StatusDetails Details(ResourceType type, string name) => new()
    {
        Name = name,
        Group = type.Definition.Group.Length == 0 ? null : type.Definition.Group,
        Kind = type.Definition.PluralName,
    };

    private static KubernetesApiException Refuse(string operation, int code, string reason, string message, V1StatusDetails? details = null) =>
        new(operation, new V1Status { Status = "Failure", Code = code, Reason = reason, Message = message, Details = details });
}

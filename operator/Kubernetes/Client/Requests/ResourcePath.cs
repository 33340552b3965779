using System.Text;

namespace Slipway.Kubernetes.Client.Requests;

/// <summary>Builds the paths of the API.</summary>
internal static class ResourcePath
{
    /// <summary><c>/api/v1</c> or <c>/apis/group/version</c>.</summary>
    public static string OfGroupVersion(EntityDefinition kind) =>
        kind.Group.Length == 0 ? $"/api/{kind.Version}" : $"/apis/{kind.Group}/{kind.Version}";

    /// <summary>All objects of a kind, in a namespace or (null) everywhere.</summary>
    public static string OfCollection(EntityDefinition kind, string? @namespace)
    {
        var path = new StringBuilder(OfGroupVersion(kind));
        if (kind.IsNamespaced && @namespace is not null)
            path.Append("/namespaces/").Append(Segment(@namespace, "namespace"));
        return path.Append('/').Append(kind.PluralName).ToString();
    }

    /// <summary>One object, or a subresource of it.</summary>
    /// <exception cref="ArgumentException">A name is missing, or would lead elsewhere.</exception>
    public static string OfObject(EntityDefinition kind, string? @namespace, string? name, string? subresource = null)
    {
        var path = $"{OfCollection(kind, Home(kind, @namespace))}/{Segment(name, "name")}";
        return subresource is null ? path : $"{path}/{Segment(subresource, "subresource")}";
    }

    /// <summary>The namespace that an object of the kind needs; null for cluster-scoped kinds.</summary>
    public static string? Home(EntityDefinition kind, string? @namespace)
    {
        if (!kind.IsNamespaced)
            return null;
        return string.IsNullOrEmpty(@namespace)
            ? throw new ArgumentException($"A {kind.Kind} needs a namespace.", nameof(@namespace))
            : @namespace;
    }

    /// <summary>For messages: <c>deployments.apps vision/ocr</c>.</summary>
    public static string Subject(EntityDefinition kind, string? @namespace, string? name = null)
    {
        var resource = kind.Group.Length == 0 ? kind.PluralName : $"{kind.PluralName}.{kind.Group}";
        return (string.IsNullOrEmpty(@namespace), name) switch
        {
            (true, null) => resource,
            (false, null) => $"{resource} in {@namespace}",
            (true, _) => $"{resource} {name}",
            _ => $"{resource} {@namespace}/{name}",
        };
    }

    private static string Segment(string? text, string what) =>
        string.IsNullOrEmpty(text) || text is "." or ".." || text.AsSpan().IndexOfAny('/', '%') >= 0
            ? throw new ArgumentException($"\"{text}\" cannot be the {what} of an object.", nameof(text))
            : Uri.EscapeDataString(text);
}

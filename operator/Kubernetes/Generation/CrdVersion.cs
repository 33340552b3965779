using System.Reflection;
using System.Text.Json.Nodes;
using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Generation;

/// <summary>One entry of a definition's <c>spec.versions</c>.</summary>
internal static class CrdVersion
{
    public static JsonObject Build(Type type, bool isStored, CrdOptions options)
    {
        var schema = EntitySchema.Build(type, options);
        var version = new JsonObject
        {
            ["name"] = EntityDefinition.For(type).Version,
            ["served"] = true,
            ["storage"] = isStored,
            ["schema"] = new JsonObject { ["openAPIV3Schema"] = schema },
        };

        var columns = PrinterColumns.Build(type);
        if (columns.Count > 0)
            version["additionalPrinterColumns"] = columns;
        var subresources = Subresources(type);
        if (subresources.Count > 0)
            version["subresources"] = subresources;
        return version;
    }

    private static JsonObject Subresources(Type type)
    {
        var subresources = new JsonObject();
        if (JsonMembers.Of(type).Any(member => member.JsonName == "status"))
            subresources["status"] = new JsonObject();
        if (type.GetCustomAttribute<ScaleSubresourceAttribute>() is not { } scale)
            return subresources;

        var paths = new JsonObject
        {
            ["specReplicasPath"] = scale.SpecReplicasPath,
            ["statusReplicasPath"] = scale.StatusReplicasPath,
        };
        if (scale.LabelSelectorPath is not null)
            paths["labelSelectorPath"] = scale.LabelSelectorPath;
        subresources["scale"] = paths;
        return subresources;
    }
}

using System.Globalization;
using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Tests.Simulation;

/// <summary>Objects for tests.</summary>
internal static class Samples
{
    public static V1ConfigMap Config(string name, string @namespace = "a", string? value = null) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Namespace = @namespace },
        Data = value is null ? null : new Dictionary<string, string> { ["value"] = value },
    };

    /// <summary>A config map as a server would show it.</summary>
    public static V1ConfigMap Stored(string name, string uid, int version, string @namespace = "a")
    {
        var config = Config(name, @namespace);
        config.Metadata.Uid = uid;
        config.Metadata.ResourceVersion = version.ToString(CultureInfo.InvariantCulture);
        return config;
    }

    public static V1ConfigMap Labelled(this V1ConfigMap config, string label, string value)
    {
        (config.Metadata.Labels ??= [])[label] = value;
        return config;
    }

    public static V1ConfigMap OwnedBy(this V1ConfigMap config, string uid)
    {
        (config.Metadata.OwnerReferences ??= []).Add(new V1OwnerReference { ApiVersion = "v1", Kind = "ConfigMap", Name = uid, Uid = uid });
        return config;
    }

    /// <summary>Reads a key like <c>a/one</c>.</summary>
    public static EntityKey Key(string text) => new(text.Split('/')[0], text.Split('/')[1]);
}

using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Slipway.Kubernetes.Configuration;

/// <summary>Reads fields of YAML maps, and says where when they are not what they should be.</summary>
internal static class YamlFields
{
    public static YamlNode? Find(YamlMappingNode map, string field) =>
        map.Children.TryGetValue(new YamlScalarNode(field), out var node) && !IsNull(node) ? node : null;

    /// <summary>Text of a scalar; null when absent, null or empty.</summary>
    public static string? Text(YamlMappingNode map, string field, string owner) => Find(map, field) switch
    {
        null => null,
        YamlScalarNode scalar => string.IsNullOrEmpty(scalar.Value) ? null : scalar.Value,
        _ => throw Wrong(owner, field, "text"),
    };

    public static bool Flag(YamlMappingNode map, string field, string owner) => Text(map, field, owner) switch
    {
        null => false,
        var text => bool.TryParse(text, out var value) ? value : throw Wrong(owner, field, "true or false"),
    };

    public static YamlMappingNode? Map(YamlMappingNode map, string field, string owner) => Find(map, field) switch
    {
        null => null,
        YamlMappingNode child => child,
        _ => throw Wrong(owner, field, "a map"),
    };

    public static IEnumerable<YamlMappingNode> Maps(YamlMappingNode map, string field, string owner) => List(map, field, owner)
        .Select(item => item as YamlMappingNode ?? throw Wrong(owner, field, "a list of maps"));

    public static IReadOnlyList<string> Texts(YamlMappingNode map, string field, string owner) =>
        [.. List(map, field, owner).Select(item => (item as YamlScalarNode)?.Value ?? throw Wrong(owner, field, "a list of texts"))];

    private static IEnumerable<YamlNode> List(YamlMappingNode map, string field, string owner) => Find(map, field) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        _ => throw Wrong(owner, field, "a list"),
    };

    private static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    private static KubernetesConfigurationException Wrong(string owner, string field, string expected) =>
        new($"{owner}: {field} must be {expected}.");
}

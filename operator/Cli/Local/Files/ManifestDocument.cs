using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Slipway.Cli.Local.Files;

/// <summary>One document of a file: the object, and where each of its fields is.</summary>
internal sealed partial record ManifestDocument(string File, JsonObject Body, YamlMappingNode Source)
{
    public string ApiVersion => Text("apiVersion");

    public string Kind => Text("kind");

    public string Name => Text("metadata", "name");

    public string Namespace => Text("metadata", "namespace");

    /// <summary>An error at a field, such as <c>spec.model.uri</c> or <c>spec.tolerations[0].key</c>; at the nearest one that is there.</summary>
    public ManifestError ErrorAt(string field, string message) => new(File, LineOf(field), field.Length == 0 ? message : $"{field}: {message}");

    /// <summary>The line of a field; of the nearest one above when it is missing.</summary>
    public int LineOf(string field)
    {
        YamlNode node = Source;
        var line = Source.Start.Line;
        foreach (Match part in Parts().Matches(field))
        {
            var (found, at) = Step(node, part.Groups["key"].Success ? part.Groups["key"].Value : part.Groups["name"].Value);
            if (found is null)
                break;
            (node, line) = (found, at);
        }

        return (int)line;
    }

    private static (YamlNode? Node, long Line) Step(YamlNode node, string part)
    {
        if (node is YamlMappingNode map)
        {
            var entry = map.Children.FirstOrDefault(child => (child.Key as YamlScalarNode)?.Value == part);
            return (entry.Value, entry.Key?.Start.Line ?? 0);
        }

        return node is YamlSequenceNode list && int.TryParse(part, CultureInfo.InvariantCulture, out var index) && index >= 0 && index < list.Children.Count
            ? (list.Children[index], list.Children[index].Start.Line)
            : (null, 0);
    }

    private string Text(params ReadOnlySpan<string> path)
    {
        JsonNode? node = Body;
        foreach (var name in path)
            node = node is JsonObject members ? members[name] : null;
        return node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
    }

    [GeneratedRegex(@"\[(?<key>[^\]]*)\]|(?<name>[^.\[\]]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parts();
}

using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Slipway.Cli.Local.Files;

/// <summary>Reads the documents of a YAML file. Empty ones do not count.</summary>
internal static class ManifestReader
{
    /// <summary>The documents; or, when the file cannot be read as YAML at all, the error.</summary>
    public static (IReadOnlyList<ManifestDocument> Documents, IReadOnlyList<ManifestError> Errors) Read(ManifestFile file)
    {
        if (file.Fault is { } fault)
            return ([], [new ManifestError(file.Path, 1, fault)]);
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(file.Text));
        }
        catch (YamlException error)
        {
            return ([], [new ManifestError(file.Path, (int)error.Start.Line, $"no YAML: {error.InnerException?.Message ?? error.Message}")]);
        }

        var documents = new List<ManifestDocument>();
        var errors = new List<ManifestError>();
        foreach (var root in stream.Documents.Select(document => document.RootNode).Where(root => !IsEmpty(root)))
        {
            if (root is YamlMappingNode map && YamlValues.Read(map) is JsonObject body)
                documents.Add(new ManifestDocument(file.Path, body, map));
            else
                errors.Add(new ManifestError(file.Path, (int)root.Start.Line, "no object: a manifest begins with apiVersion and kind"));
        }

        return (documents, errors);
    }

    private static bool IsEmpty(YamlNode root) => root is YamlScalarNode { Value: null or "" };
}

using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Slipway.Kubernetes.Configuration;

/// <summary>Reads kubeconfig files (YAML or JSON).</summary>
internal static class KubeconfigReader
{
    /// <exception cref="KubernetesConfigurationException">The file cannot be read, or is no kubeconfig.</exception>
    public static Kubeconfig ReadFile(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), Path.GetFullPath(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new KubernetesConfigurationException($"The kubeconfig '{path}' cannot be read: {exception.Message}", exception);
        }
    }

    public static Kubeconfig Parse(string text, string file)
    {
        var root = Root(text, file);
        if (root is null)
            return new Kubeconfig { Source = file };
        if (YamlFields.Text(root, "kind", file) is { } kind && kind != "Config")
            throw new KubernetesConfigurationException($"{file}: kind is {kind}, not Config.");
        return new Kubeconfig
        {
            Source = file,
            CurrentContext = YamlFields.Text(root, "current-context", file),
            Clusters = Entries(root, "clusters", "cluster", file),
            Users = Entries(root, "users", "user", file),
            Contexts = Entries(root, "contexts", "context", file),
        };
    }

    private static YamlMappingNode? Root(string text, string file)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException exception)
        {
            throw new KubernetesConfigurationException(
                $"{file}, line {exception.Start.Line}: not YAML: {exception.InnerException?.Message ?? exception.Message}", exception);
        }

        return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode switch
        {
            YamlMappingNode map => map,
            YamlScalarNode { Value: null or "" } => null,
            _ => throw new KubernetesConfigurationException($"{file}: not a kubeconfig: the top must be a map."),
        };
    }

    private static Dictionary<string, KubeconfigEntry> Entries(YamlMappingNode root, string list, string singular, string file)
    {
        var entries = new Dictionary<string, KubeconfigEntry>(StringComparer.Ordinal);
        foreach (var item in YamlFields.Maps(root, list, file))
        {
            var name = YamlFields.Text(item, "name", $"{file}: {list}") ?? "";
            var description = $"{singular} \"{name}\" in {file}";
            var fields = YamlFields.Map(item, singular, description) ?? [];
            if (!entries.TryAdd(name, new KubeconfigEntry(description, file, fields)))
                throw new KubernetesConfigurationException($"{file}: {list} has two entries named \"{name}\".");
        }

        return entries;
    }
}

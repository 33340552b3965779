using YamlDotNet.RepresentationModel;

namespace Slipway.Kubernetes.Configuration;

/// <summary>A cluster, user or context, with the file it stands in: relative paths start there.</summary>
/// <param name="Description">For messages, for example <c>user "admin" in /root/.kube/config</c>.</param>
/// <param name="File">Full path of the file.</param>
/// <param name="Fields">The entry's fields.</param>
internal sealed record KubeconfigEntry(string Description, string File, YamlMappingNode Fields)
{
    /// <summary>A field's text; null when absent or empty.</summary>
    public string? Text(string field) => YamlFields.Text(Fields, field, Description);

    public bool Flag(string field) => YamlFields.Flag(Fields, field, Description);

    /// <summary>A file's full path; null when the field is absent or empty.</summary>
    public string? FilePath(string field) => Text(field) is { } path ? Path.GetFullPath(path, Path.GetDirectoryName(File)!) : null;

    /// <summary>Base64 text decoded as UTF-8; null when absent or empty.</summary>
    /// <exception cref="KubernetesConfigurationException">The field is not base64.</exception>
    public string? DecodedText(string field)
    {
        if (Text(field) is not { } encoded)
            return null;
        try
        {
            return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(encoded));
        }
        catch (FormatException exception)
        {
            throw new KubernetesConfigurationException($"{Description}: {field} is not base64.", exception);
        }
    }
}

using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;

namespace Slipway.Cli.Local.Files;

/// <summary>
/// Makes the objects follow the files: what is new or edited is applied, what is gone is deleted. While a file cannot be read, or an
/// object in it is refused, the objects stay what they were. Used by one thread at a time.
/// </summary>
/// <param name="client">The objects.</param>
/// <param name="kinds">What files may hold.</param>
/// <param name="defaultNamespace">Of objects that name none.</param>
internal sealed class ManifestSync(IKubernetesClient client, IReadOnlyList<IManifestKind> kinds, string defaultNamespace)
{
    private readonly ManifestRules rules = new();

    private readonly Dictionary<string, ManifestFile> seen = new(StringComparer.Ordinal);

    private readonly Dictionary<string, List<ManifestKey>> keys = new(StringComparer.Ordinal);

    private readonly Dictionary<string, List<ManifestError>> errors = new(StringComparer.Ordinal);

    public async Task<SyncReport> SyncAsync(IReadOnlyList<ManifestFile> files, CancellationToken cancellationToken)
    {
        var before = keys.Values.SelectMany(own => own).ToHashSet();
        var changes = new List<string>();
        foreach (var gone in seen.Keys.Except(files.Select(file => file.Path)).ToList())
        {
            seen.Remove(gone);
            keys.Remove(gone);
            errors.Remove(gone);
        }

        foreach (var file in files.Where(file => seen.GetValueOrDefault(file.Path) != file))
        {
            await ReadAsync(file, changes, cancellationToken);
            seen[file.Path] = file;
        }

        foreach (var key in before.Except(keys.Values.SelectMany(own => own)).ToList())
        {
            await kinds.Single(kind => kind.Kind == key.Kind).DeleteAsync(key, cancellationToken);
            changes.Add($"{key} deleted");
        }

        return new SyncReport(changes, [.. files.SelectMany(file => errors.GetValueOrDefault(file.Path) ?? [])]);
    }

    private async Task ReadAsync(ManifestFile file, List<string> changes, CancellationToken cancellationToken)
    {
        var (documents, faults) = ManifestReader.Read(file);
        var found = errors[file.Path] = [.. faults];
        var known = keys.GetValueOrDefault(file.Path) ?? [];
        // Nobody knows what a file that cannot be read should hold: all stays.
        var own = keys[file.Path] = faults.Count > 0 ? known : [];
        foreach (var document in documents)
        {
            if (Identify(document, found) is not { } identified)
                continue;
            var (kind, key) = identified;
            if (keys.FirstOrDefault(pair => pair.Value.Contains(key)).Key is { } other && (other != file.Path || faults.Count == 0))
            {
                found.Add(document.ErrorAt("metadata.name", $"{key} is already in {other}"));
                continue;
            }

            var isApplied = await ApplyAsync(document, kind, key, found, changes, cancellationToken);
            if (!own.Contains(key) && (isApplied || known.Contains(key)))
                own.Add(key);
        }
    }

    private (IManifestKind Kind, ManifestKey Key)? Identify(ManifestDocument document, List<ManifestError> found)
    {
        if (document.ApiVersion.Length == 0 || document.Kind.Length == 0)
            found.Add(document.ErrorAt("", "apiVersion and kind must be set"));
        else if (document.Name.Length == 0)
            found.Add(document.ErrorAt("metadata", "metadata.name must be set"));
        else if (kinds.FirstOrDefault(kind => kind.Kind == document.Kind && kind.ApiVersion == document.ApiVersion) is { } kind)
            return (kind, new ManifestKey(kind.Kind, NamespaceOf(document, kind), document.Name));
        else
            found.Add(document.ErrorAt("kind", $"local mode knows {string.Join(", ", kinds.Select(known => $"{known.Kind} ({known.ApiVersion})"))}"));
        return null;
    }

    private string NamespaceOf(ManifestDocument document, IManifestKind kind) =>
        !kind.IsNamespaced ? "" : document.Namespace.Length > 0 ? document.Namespace : defaultNamespace;

    private async Task<bool> ApplyAsync(
        ManifestDocument document, IManifestKind kind, ManifestKey key, List<ManifestError> found, List<string> changes, CancellationToken cancellationToken)
    {
        var wrong = rules.Check(document).ToList();
        found.AddRange(wrong);
        if (wrong.Count > 0)
            return false;
        try
        {
            if (kind.IsNamespaced)
            {
                await EnsureNamespaceAsync(key.Namespace, cancellationToken);
                ((JsonObject)document.Body["metadata"]!)["namespace"] = key.Namespace;
            }

            var verb = await kind.ApplyAsync(document.Body, cancellationToken);
            if (verb != "unchanged")
                changes.Add($"{key} {verb}");
            return true;
        }
        catch (KubernetesApiException refused)
        {
            var causes = refused.Status.Details?.Causes ?? [];
            found.AddRange(causes.Select(cause => document.ErrorAt(cause.Field ?? "", cause.Message ?? "")));
            if (causes.Count == 0)
                found.Add(document.ErrorAt("", refused.Message));
            return false;
        }
    }

    /// <summary>A namespace is made when it is first named: there is no administrator here who would.</summary>
    private async Task EnsureNamespaceAsync(string name, CancellationToken cancellationToken)
    {
        if (await client.GetAsync<V1Namespace>(name, null, cancellationToken) is null)
            await client.CreateAsync(new V1Namespace { Metadata = new() { Name = name } }, WriteOptions.Default, cancellationToken);
    }
}

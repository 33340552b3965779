using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Slipway.Runtime.Serving.Store.Sources.Registries;

/// <summary>
/// An artefact or image of an OCI registry. The tag is resolved once per fetch; from then on everything is asked for, and checked, by
/// digest.
/// </summary>
internal sealed class RegistryModelSource(ModelUri uri, RegistryReference reference, RegistryClient client, TimeProvider time) : IModelSource
{
    private const int MaxManifestBytes = 4 * 1024 * 1024;

    private static readonly string[] ManifestTypes =
    [
        "application/vnd.oci.image.manifest.v1+json", "application/vnd.oci.image.index.v1+json",
        "application/vnd.docker.distribution.manifest.v2+json", "application/vnd.docker.distribution.manifest.list.v2+json",
    ];

    private string? _resolvedHex;

    public string? ResolvedUri => _resolvedHex is { } hex ? $"oci://{reference.Registry}/{reference.Repository}@{Digests.Prefix}{hex}" : null;

    /// <summary>Makes a source for an address that <see cref="RegistryReference.Of"/> understands.</summary>
    public static RegistryModelSource Create(ModelUri uri, ModelCredentials credentials, HttpMessageHandler handler, TimeProvider time)
    {
        var reference = RegistryReference.Of(uri.Uri)!;
        var login = RegistryLogin.Of(credentials, reference.Registry);
        var client = new RegistryClient(reference, login, credentials.RegistryIsPlain, new HttpRequester(handler, ModelCredentials.None), time);
        return new RegistryModelSource(uri, reference, client, time);
    }

    public async Task<SourceListing> ListAsync(CancellationToken cancellationToken)
    {
        // Attempts of one fetch stay with the manifest that the first of them saw.
        var (manifest, hex) = _resolvedHex is { } resolved
            ? await ReadAsync(Digests.Prefix + resolved, resolved, cancellationToken)
            : await ReadAsync(reference.ManifestName, reference.Sha256Hex, cancellationToken);
        _resolvedHex = hex;
        if (manifest.Manifests is { } manifests) manifest = await PickAsync(manifests, cancellationToken);
        return RegistryLayers.ListingOf(manifest, uri.ToString());
    }

    public Task<SourceContent> OpenAsync(SourceEntry entry, EntryRange range, CancellationToken cancellationToken) => StoredContent.OpenAsync(
        prepare => client.GetAsync($"blobs/{Digests.Prefix}{entry.Sha256Hex}", prepare, cancellationToken),
        entry,
        range,
        uri.ToString(),
        time,
        cancellationToken);

    public void Dispose() => client.Dispose();

    private async Task<Manifest> PickAsync(IReadOnlyList<Descriptor> manifests, CancellationToken cancellationToken)
    {
        var architecture = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64";
        var picked = manifests.FirstOrDefault(entry => entry.Platform is { OperatingSystem: "linux" } platform && platform.Architecture == architecture)
            ?? manifests.FirstOrDefault(entry => entry.Platform is null or { OperatingSystem: null or "" })
            ?? throw Refused($"has nothing for linux/{architecture}");
        var hex = picked.Digest is { } digest ? Sha256Text.Normal(digest) : null;
        if (hex is null) throw Refused("has a manifest whose digest is not sha256");
        var (manifest, _) = await ReadAsync(Digests.Prefix + hex, hex, cancellationToken);
        return manifest.Manifests is null ? manifest : throw Refused("is an index of indexes");
    }

    private async Task<(Manifest Manifest, string Hex)> ReadAsync(string name, string? expectedHex, CancellationToken cancellationToken)
    {
        var source = uri.ToString();
        using var response = await client.GetAsync(
            $"manifests/{name}",
            static request =>
            {
                foreach (var type in ManifestTypes) request.Headers.Accept.ParseAdd(type);
            },
            cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK) throw HttpStatusFault.Of(response, source, time);
        var body = await BoundedBody.ReadAsync(response, MaxManifestBytes, source, cancellationToken);
        var hex = Convert.ToHexStringLower(SHA256.HashData(body));
        if (expectedHex is not null && hex != expectedHex)
        {
            throw new FetchException(
                StartFailureReason.DigestMismatch, $"The manifest of {source} has the digest sha256:{hex}, but sha256:{expectedHex} was asked for.");
        }

        try
        {
            return (JsonSerializer.Deserialize(body, RegistryJson.Default.Manifest) ?? throw Refused("has an empty manifest"), hex);
        }
        catch (JsonException exception)
        {
            throw new FetchException(StartFailureReason.ModelRefused, $"{source} has a manifest that is not JSON of a known form.", inner: exception);
        }
    }

    private FetchException Refused(string why) => new(StartFailureReason.ModelRefused, $"{uri} {why}.");
}

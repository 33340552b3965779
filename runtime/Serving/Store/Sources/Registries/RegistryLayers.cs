using System.Collections.Immutable;

namespace Slipway.Runtime.Serving.Store.Sources.Registries;

/// <summary>
/// Which files a manifest stands for: those of artefacts (ORAS, ModelPack, KitOps), named by their annotations or packed, and those
/// below <c>/models</c> of container images, as KServe's modelcars hold them.
/// </summary>
internal static class RegistryLayers
{
    private const int MaxLayers = 1_000;
    private const string ImageRoot = "models/";
    private const string FileName = "model.onnx";

    private const string TitleAnnotation = "org.opencontainers.image.title";
    private const string UnpackAnnotation = "io.deis.oras.content.unpack";
    private const string ImageLayerType = "application/vnd.oci.image.layer.v1.tar";

    private static readonly string[] PathAnnotations = [TitleAnnotation, "org.cncf.model.filepath"];

    private static readonly string[] ImageConfigs = ["application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json"];

    /// <summary>Parts of media types of what artefacts carry beside the model.</summary>
    private static readonly string[] Companions = [".dataset.", ".code.", ".doc.", ".docs.", ".license."];

    /// <summary>What there is to download.</summary>
    /// <exception cref="FetchException">ModelRefused: nothing, or nothing that could be a model.</exception>
    public static SourceListing ListingOf(Manifest manifest, string source)
    {
        var layers = (manifest.Layers ?? []).Where(layer => !Companions.Any(part => layer.MediaType?.Contains(part, StringComparison.Ordinal) == true)).ToList();
        if (layers.Count == 0) throw Refused(source, "holds no layers");
        if (layers.Count > MaxLayers) throw Refused(source, $"has more than {MaxLayers} layers");
        var isImage = ImageConfigs.Contains(manifest.Config?.MediaType) && layers.All(layer => PathOf(layer) is null);
        var entries = layers.Select((layer, index) => Entry(layer, index, layers.Count, source)).ToImmutableArray();
        if (entries.DistinctBy(entry => (entry.RelativePath, entry.Packing == Packing.None)).Count() != entries.Length)
        {
            throw Refused(source, "names a file twice");
        }

        return new SourceListing(entries, IsFolder: entries.Length > 1 || entries[0].Packing != Packing.None)
        {
            ArchiveRoot = isImage ? ImageRoot : null,
            IsLayered = isImage,
        };
    }

    private static SourceEntry Entry(Descriptor layer, int index, int count, string source)
    {
        var hex = layer.Digest?.StartsWith(Digests.Prefix, StringComparison.Ordinal) == true ? layer.Digest[Digests.Prefix.Length..] : "";
        if (!Sha256Text.IsHex(hex)) throw Refused(source, "has a layer whose digest is not sha256");
        if (layer.SizeBytes < 0) throw Refused(source, "has a layer of negative size");
        var packing = PackingOf(layer, source);
        var path = (packing, PathOf(layer)) switch
        {
            (not Packing.None, _) => $"layer-{index}",
            (_, { } named) when count > 1 => named,
            (_, null) when count > 1 => throw Refused(source, "has several layers, of which one has no file name (org.opencontainers.image.title)"),
            _ => FileName,
        };
        return RelativePath.IsSafe(path)
            ? new SourceEntry(path, layer.SizeBytes, hex) { Sha256Hex = hex, Packing = packing, TakesRanges = true }
            : throw Refused(source, "holds a file whose name is no plain path");
    }

    private static Packing PackingOf(Descriptor layer, string source)
    {
        var (type, path) = (layer.MediaType ?? "", PathOf(layer) ?? "");
        if (type.EndsWith("zstd", StringComparison.Ordinal) || path.EndsWith(".zst", StringComparison.OrdinalIgnoreCase))
        {
            throw Refused(source, "has a layer compressed with zstd, which is not supported: use gzip or none");
        }

        // ORAS gives plain files this type when it is told none, and says it of those that it packed.
        if (type.StartsWith(ImageLayerType, StringComparison.Ordinal) && layer.Annotation(TitleAnnotation) is not null
            && layer.Annotation(UnpackAnnotation) != "true")
        {
            type = "";
        }

        if (EndsWithAny(type, "tar+gzip", "tar.gzip", "tar.gz", "x-tgz") || EndsWithAny(path, ".tar.gz", ".tgz")) return Packing.TarGzip;
        return EndsWithAny(type, ".tar", "/x-tar", "+tar", "/tar") || EndsWithAny(path, ".tar") ? Packing.Tar : Packing.None;
    }

    private static bool EndsWithAny(string text, params ReadOnlySpan<string> ends)
    {
        foreach (var end in ends)
        {
            if (text.EndsWith(end, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    private static string? PathOf(Descriptor layer) => PathAnnotations.Select(layer.Annotation).FirstOrDefault(path => path is not null);

    private static FetchException Refused(string source, string why) => new(StartFailureReason.ModelRefused, $"{source} {why}.");
}

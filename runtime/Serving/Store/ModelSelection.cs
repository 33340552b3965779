namespace Slipway.Runtime.Serving.Store;

/// <summary>Which file of a folder is the model, and which holds its labels.</summary>
internal static class ModelSelection
{
    private const string DefaultName = "model.onnx";

    private static readonly string[] LabelNames = ["labels.txt", "classes.txt"];

    /// <summary><c>model.onnx</c> at the top, else the only .onnx file at the top, else the only one anywhere.</summary>
    /// <exception cref="FetchException">ModelRefused: none, or more than one to choose from.</exception>
    public static string PickModel(IReadOnlyCollection<string> relativePaths)
    {
        if (relativePaths.Contains(DefaultName)) return DefaultName;
        var candidates = relativePaths.Where(path => path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToList();
        var atTop = candidates.Where(path => !path.Contains('/', StringComparison.Ordinal)).ToList();
        if (atTop.Count == 1) return atTop[0];
        if (candidates.Count == 1) return candidates[0];
        throw new FetchException(
            StartFailureReason.ModelRefused,
            candidates.Count == 0
                ? "The folder holds no .onnx file."
                : $"The folder holds {candidates.Count} .onnx files ({string.Join(", ", candidates.Take(5))}): name one of them {DefaultName}.");
    }

    /// <summary><c>labels.txt</c> or <c>classes.txt</c> beside the model; null when there is none.</summary>
    public static string? PickLabels(string model, IReadOnlyCollection<string> relativePaths)
    {
        var folder = model[..(model.LastIndexOf('/') + 1)];
        return LabelNames.Select(name => folder + name).FirstOrDefault(relativePaths.Contains);
    }
}

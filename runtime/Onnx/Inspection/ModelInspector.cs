namespace Slipway.Runtime.Onnx.Inspection;

/// <summary>Looks at an ONNX file before anything executes it. Reads the file's structure and never its weights.</summary>
public static class ModelInspector
{
    /// <summary>Summarizes a model and lists what speaks against serving it.</summary>
    /// <param name="modelPath">The .onnx file.</param>
    /// <exception cref="InvalidDataException">It is no ONNX file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ModelInspection Inspect(string modelPath)
    {
        var path = Path.GetFullPath(modelPath);
        var summary = OnnxFileReader.Read(path);
        return new ModelInspection(summary, [.. Problems(summary, Path.GetDirectoryName(path)!)]);
    }

    private static IEnumerable<string> Problems(ModelSummary summary, string directory)
    {
        var unknown = OperatorDomains.Unknown(summary);
        if (!unknown.IsEmpty)
            yield return $"The model needs operators that ONNX Runtime does not have: {string.Join(", ", unknown)}.";
        foreach (var value in summary.Inputs)
        {
            if ((ValueProblem(value) ?? RankProblem(value)) is { } problem)
                yield return $"Input '{value.Name}' {problem}.";
        }

        foreach (var value in summary.Outputs)
        {
            if (ValueProblem(value) is { } problem)
                yield return $"Output '{value.Name}' {problem}.";
        }

        foreach (var tensor in summary.ExternalTensors)
        {
            if (ExternalDataCheck.Refusal(tensor, directory) is { } refusal)
                yield return refusal;
        }
    }

    /// <summary>What a request would be checked against: without a rank, ONNX Runtime itself takes the input for a scalar.</summary>
    private static string? RankProblem(ValueSummary value) => value is { Kind: "tensor", Shape: null }
        ? "has no declared rank; export the model with its dimensions, dynamic ones included"
        : null;

    private static string? ValueProblem(ValueSummary value) => value.Kind switch
    {
        // ONNX Runtime infers what the file leaves open, and is asked again after loading.
        "unknown" => null,
        "tensor" when value.ElementType == 0 || ElementTypes.Datatype(value.ElementType) is not null => null,
        "tensor" => $"has elements of ONNX {ElementTypes.Name(value.ElementType)}, which the V2 protocol cannot carry",
        _ => $"is a {value.Kind}, and the V2 protocol carries tensors only; export the model with plain tensors (for scikit-learn: zipmap=False)",
    };
}

using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Onnx.WarmUp;

/// <summary>
/// What failed attempts mean.
/// <list type="table">
/// <item><term>only the batch is dynamic</term><description>the shape is right, so the model is wrong: fatal</description></item>
/// <item><term>dynamic, and at least one attempt failed on shapes</term><description>we guessed badly: serve without warm-up</description></item>
/// <item><term>dynamic, and every attempt failed otherwise</term><description>the model is wrong: fatal</description></item>
/// </list>
/// </summary>
internal static class WarmUpVerdict
{
    /// <summary>How operators complain about shapes.</summary>
    private static readonly string[] ShapeWords =
        ["dimension", "shape", "broadcast", "rank", "axis", "incompatible", "kernel size", "out of bounds", "not divisible", "Size mismatch"];

    /// <summary>Null when the model may be served all the same.</summary>
    public static StartFailure? Of(ModelSignature signature, IReadOnlyList<Failure> failures)
    {
        if (failures.Count == 0)
            return null;
        var guessed = WarmUpInputs.HasDynamicShape(signature);
        if (guessed && failures.Any(IsAboutShapes))
            return null;
        return new StartFailure(StartFailureReason.WarmupFailed, $"The model loads, but inference fails: {failures[0].Message}");
    }

    private static bool IsAboutShapes(Failure failure) =>
        failure.Kind != FailureKind.Unsupported
        && !OnnxErrors.IsOutOfMemory(failure.Message)
        && ShapeWords.Any(word => failure.Message.Contains(word, StringComparison.OrdinalIgnoreCase));
}

using System.Text.RegularExpressions;
using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Onnx.WarmUp;

/// <summary>
/// What failed attempts mean.
/// <list type="table">
/// <item><term>no attempt</term><description>the inputs are too large to make up: serve without warm-up</description></item>
/// <item><term>nothing is dynamic</term><description>the shape is right, so the model is wrong: fatal</description></item>
/// <item><term>dynamic, and at least one attempt failed on shapes</term><description>we guessed badly: serve without warm-up</description></item>
/// <item><term>dynamic, and every attempt failed otherwise</term><description>the model is wrong: fatal</description></item>
/// </list>
/// </summary>
internal static partial class WarmUpVerdict
{
    /// <summary>Where ONNX Runtime's own words end, which name the operator and so may mention shapes, and the operator's begin.</summary>
    private const string OperatorsWords = "Status Message:";

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
        && ShapeWords().IsMatch(failure.Message[Math.Max(0, failure.Message.IndexOf(OperatorsWords, StringComparison.Ordinal))..]);

    /// <summary>How operators complain about shapes.</summary>
    [GeneratedRegex(
        @"\b(dimensions?|dims?|shapes?|broadcast|broadcastable|rank|axis|axes|incompatible|kernel size|out of bounds|not divisible|size mismatch)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex ShapeWords();
}

namespace Slipway.Gateway.Shadowing.Comparison;

/// <summary>Compares the outputs of two answers by name. Names and versions of models, ids and parameters may differ.</summary>
internal static class AnswerComparison
{
    /// <summary>The outputs that differ; none: the answers are alike.</summary>
    /// <param name="serving">What the caller was answered.</param>
    /// <param name="copy">What the copy was.</param>
    /// <param name="tolerances">Which numbers are alike.</param>
    public static IReadOnlyList<OutputDelta> Compare(
        IReadOnlyDictionary<string, OutputTensor> serving, IReadOnlyDictionary<string, OutputTensor> copy, Tolerances tolerances)
    {
        var deltas = new List<OutputDelta>();
        foreach (var (name, output) in serving)
        {
            if (Compare(output, copy.GetValueOrDefault(name), tolerances.For(name)) is { } delta)
                deltas.Add(delta);
        }
        deltas.AddRange(copy.Keys.Where(name => !serving.ContainsKey(name)).Select(name => Differs(name, "is new")));
        return deltas;
    }

    private static OutputDelta? Compare(OutputTensor serving, OutputTensor? copy, Tolerance tolerance)
    {
        if (copy is null)
            return Differs(serving.Name, "is missing");
        if (serving.Datatype != copy.Datatype)
            return Differs(serving.Name, $"has datatype {copy.Datatype} instead of {serving.Datatype}");
        if (!serving.Shape.SequenceEqual(copy.Shape))
            return Differs(serving.Name, $"has shape {copy.ShapeText} instead of {serving.ShapeText}");
        var found = TensorComparison.Compare(serving, copy, tolerance);
        return found.Mismatched == 0 ? null : new OutputDelta(serving.Name, Math.Min(found.MaxAbsolute, double.MaxValue), 100.0 * found.Mismatched / found.Elements);
    }

    private static OutputDelta Differs(string output, string note) => new(output, 0, 100, note);
}

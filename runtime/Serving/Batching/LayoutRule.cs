using System.Collections.Immutable;

namespace Slipway.Runtime.Serving.Batching;

/// <summary>
/// Finds the rows of a model's tensors.
/// <list type="table">
/// <item><term>declared</term><description>the declared axis, which must be dynamic, or shared by all rows</description></item>
/// <item><term>first dimension dynamic</term><description>the first dimension</description></item>
/// <item><term>neither, nothing declared</term><description>the model is not batched</description></item>
/// <item><term>neither, others declared</term><description>the declaration is incomplete: refused</description></item>
/// </list>
/// </summary>
public static class LayoutRule
{
    /// <summary>Decides from the signature and the declaration alone.</summary>
    public static LayoutDecision Decide(ModelSignature signature, ImmutableArray<BatchAxis> declared)
    {
        var names = signature.Inputs.Concat(signature.Outputs).Select(tensor => tensor.Name).Distinct(StringComparer.Ordinal).ToList();
        if (declared.FirstOrDefault(axis => !names.Contains(axis.Name)) is { } unknown)
            return Contradiction($"'{unknown.Name}' is no input or output of the model; it has {string.Join(", ", names)}");
        var inputs = ImmutableArray.CreateBuilder<BatchAxis>(signature.Inputs.Length);
        var outputs = ImmutableArray.CreateBuilder<BatchAxis>(signature.Outputs.Length);
        foreach (var (tensor, isInput) in signature.Inputs.Select(input => (input, true)).Concat(signature.Outputs.Select(output => (output, false))))
        {
            var declaration = declared.FirstOrDefault(axis => axis.Name == tensor.Name);
            if (Problem(tensor, declaration, isInput) is { } problem)
                return declared.IsEmpty ? new LayoutDecision(null, problem, Contradicted: false) : Contradiction(problem);
            (isInput ? inputs : outputs).Add(declaration ?? new BatchAxis(tensor.Name, 0));
        }

        return inputs.Any(axis => axis.Axis != BatchAxis.Shared) && outputs.Count > 0
            ? new LayoutDecision(new BatchLayout(inputs.ToImmutable(), outputs.ToImmutable()), null, Contradicted: false)
            : new LayoutDecision(null, "no input has rows", Contradicted: !declared.IsEmpty);
    }

    private static string? Problem(TensorSpec tensor, BatchAxis? declared, bool isInput) => declared switch
    {
        null => tensor.Shape is [< 0, ..] ? null : $"{tensor} has no dynamic first dimension",
        { Axis: BatchAxis.Shared } => isInput ? null : $"output '{tensor.Name}' cannot be shared by all rows",
        // Of some outputs nothing is known before a run; each answer is checked.
        _ when !isInput && tensor.Shape.IsEmpty => null,
        _ when declared.Axis >= tensor.Shape.Length => $"{tensor} has no axis {declared.Axis}",
        _ when tensor.Shape[declared.Axis] >= 0 => $"axis {declared.Axis} of {tensor} is not dynamic",
        _ when declared.Axis > 0 && tensor.Datatype == TensorDatatype.Bytes => $"{tensor} can have its rows in axis 0 only",
        _ => null,
    };

    private static LayoutDecision Contradiction(string problem) => new(null, problem, Contradicted: true);
}

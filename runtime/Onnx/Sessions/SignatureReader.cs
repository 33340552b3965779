using System.Collections.Immutable;
using Microsoft.ML.OnnxRuntime;
using Slipway.Runtime.Onnx.Inspection;
using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Onnx.Sessions;

/// <summary>Reads from a session what its model takes and gives, with the shapes that ONNX Runtime inferred.</summary>
internal static class SignatureReader
{
    /// <summary>The signature, or null and why the protocol cannot carry it.</summary>
    public static ModelSignature? Read(InferenceSession session, out string? problem)
    {
        problem = null;
        var inputs = Read(session.InputNames, session.InputMetadata, "Input", ref problem);
        var outputs = Read(session.OutputNames, session.OutputMetadata, "Output", ref problem);
        return problem is null ? new ModelSignature(inputs, outputs) : null;
    }

    private static ImmutableArray<TensorSpec> Read(
        IReadOnlyList<string> names, IReadOnlyDictionary<string, NodeMetadata> metadata, string role, ref string? problem)
    {
        var specs = ImmutableArray.CreateBuilder<TensorSpec>(names.Count);
        foreach (var name in names)
        {
            var node = metadata[name];
            if (!node.IsTensor)
            {
                problem ??= $"{role} '{name}' is no tensor, and the V2 protocol carries tensors only.";
                continue;
            }

            if (ElementTypes.Datatype((int)node.ElementDataType) is not { } datatype)
            {
                problem ??= $"{role} '{name}' has elements of type {node.ElementDataType}, which the V2 protocol cannot carry.";
                continue;
            }

            specs.Add(new TensorSpec(name, datatype, [.. node.Dimensions.Select(dimension => (long)dimension)]));
        }

        return specs.ToImmutable();
    }
}

using System.Collections.Immutable;

namespace Slipway.Runtime.Protocol;

/// <summary>Whether a request fits a model; decided from the two alone.</summary>
public static class SignatureCheck
{
    /// <summary>Checks names, datatypes, ranks, dimensions, batch, and that every output can be written in the form asked for.</summary>
    /// <param name="request">The request.</param>
    /// <param name="model">The model's metadata.</param>
    /// <param name="maxBatchSize">
    /// For a model that is served in batches, the most rows: then all inputs must agree in their first dimension. Null: served unbatched,
    /// and first dimensions mean nothing.
    /// </param>
    /// <returns>Null when it fits.</returns>
    public static ProtocolError? Check(InferRequestMessage request, ModelMetadata model, int? maxBatchSize = null) =>
        CheckInputs(request, model)
        ?? CheckBatch(request, model, maxBatchSize)
        ?? (request.Outputs.IsEmpty ? CheckAllOutputs(request, model) : CheckRequestedOutputs(request, model));

    private static ProtocolError? CheckInputs(InferRequestMessage request, ModelMetadata model)
    {
        foreach (var input in request.Inputs)
        {
            if (Find(model.Inputs, input.Name) is not { } expected)
            {
                return ProtocolError.Invalid($"unexpected inference input '{input.Name}' for model '{model.Name}'");
            }

            if (input.Datatype != expected.Datatype)
            {
                return ProtocolError.Invalid(
                    $"inference input '{input.Name}' data-type is '{input.Datatype.Name()}', " +
                    $"but model '{model.Name}' expects '{expected.Datatype.Name()}'");
            }

            if (!Matches(input.Shape, expected.Shape))
            {
                return ProtocolError.Invalid(
                    $"unexpected shape for input '{input.Name}' for model '{model.Name}'. " +
                    $"Expected [{string.Join(',', expected.Shape)}], got [{string.Join(',', input.Shape)}]");
            }
        }

        // Names are unique and known: as many as the model has are all of them.
        if (request.Inputs.Count == model.Inputs.Length) return null;
        var missing = model.Inputs.First(expected => !request.Inputs.Any(input => input.Name == expected.Name));
        return ProtocolError.Invalid($"input '{missing.Name}' of model '{model.Name}' is missing");
    }

    private static ProtocolError? CheckBatch(InferRequestMessage request, ModelMetadata model, int? maxBatchSize)
    {
        if (maxBatchSize is not { } limit || request.Inputs.Count == 0) return null;
        var first = request.Inputs[0];
        var odd = request.Inputs.FirstOrDefault(input => input.Shape.IsEmpty || first.Shape.IsEmpty || input.Shape[0] != first.Shape[0]);
        if (odd is not null)
        {
            return ProtocolError.Invalid($"input '{odd.Name}' has another batch size than input '{first.Name}' for model '{model.Name}'");
        }

        return first.Shape[0] > limit
            ? ProtocolError.Invalid($"inference request batch-size must be <= {limit} for '{model.Name}'")
            : null;
    }

    private static ProtocolError? CheckAllOutputs(InferRequestMessage request, ModelMetadata model)
    {
        if (request.BinaryOutput) return null;
        foreach (var output in model.Outputs)
        {
            if (BinaryOnly(output) is { } error) return error;
        }

        return null;
    }

    private static ProtocolError? CheckRequestedOutputs(InferRequestMessage request, ModelMetadata model)
    {
        foreach (var output in request.Outputs)
        {
            if (Find(model.Outputs, output.Name) is not { } known)
            {
                return ProtocolError.Invalid($"unexpected inference output '{output.Name}' for model '{model.Name}'");
            }

            if (output.Classification > 0)
            {
                if (Classification.Check(known) is { } unfit) return unfit;
            }
            else if (!output.Binary && BinaryOnly(known) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private static ProtocolError? BinaryOnly(TensorMetadata output) => output.Datatype is WireDatatype.Fp16 or WireDatatype.Bf16
        ? ProtocolError.Invalid($"output '{output.Name}' is {output.Datatype.Name()}, which can only be returned as binary data")
        : null;

    private static TensorMetadata? Find(ImmutableArray<TensorMetadata> tensors, string name)
    {
        foreach (var tensor in tensors)
        {
            if (tensor.Name == name) return tensor;
        }

        return null;
    }

    private static bool Matches(ImmutableArray<long> shape, ImmutableArray<long> expected)
    {
        if (shape.Length != expected.Length) return false;
        for (var index = 0; index < shape.Length; index++)
        {
            if (expected[index] >= 0 && shape[index] != expected[index]) return false;
        }

        return true;
    }
}
